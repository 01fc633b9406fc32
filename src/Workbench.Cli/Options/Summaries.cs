using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Workbench.Cli.Options;

/// <summary>What the documentation file beside an assembly says of an option.</summary>
internal static partial class Summaries
{
    private static readonly Lazy<IReadOnlyDictionary<string, XElement>> Members = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(WorkbenchException).Assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => member));

    /// <summary>The summary of a property, or of the parameter of the record that it comes from; empty where there is none.</summary>
    public static string Of(PropertyInfo property)
    {
        var owner = property.DeclaringType!.FullName;
        var found = Members.Value.GetValueOrDefault($"P:{owner}.{property.Name}")?.Element("summary");
        return found is null ? "" : Spaces().Replace(string.Concat(found.Nodes().Select(Text)), " ").Trim();
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => Name((string?)see.Attribute("cref") ?? ""),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    // "P:Workbench.Training.SftOptions.Steps" is the key steps; a type or a method stays as it is.
    private static string Name(string reference)
    {
        var name = reference.Split('(')[0].Split('.')[^1];
        return reference.StartsWith("P:", StringComparison.Ordinal) ? JsonNamingPolicy.CamelCase.ConvertName(name) : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
