using System.Text.Json.Serialization;
using Microsoft.DotNet.Interactive.Documents.Json;

namespace Microsoft.DotNet.Interactive.Documents;

[JsonConverter(typeof(KernelInfoConverter))]
public class KernelInfo
{
    public KernelInfo(string name, string? languageName = null, IReadOnlyCollection<string>? aliases = null)
    {
        Aliases = aliases ?? [];
        foreach (var given in Aliases.Prepend(name))
        {
            if (string.IsNullOrWhiteSpace(given))
            {
                throw new ArgumentException("KernelInfo name cannot be null or consist entirely of whitespace.");
            }

            if (given.StartsWith('#'))
            {
                throw new ArgumentException("Kernel names or aliases cannot begin with \"#\"");
            }
        }

        Name = name;
        LanguageName = languageName;
    }

    public string Name { get; }

    public string? LanguageName { get; }

    public IReadOnlyCollection<string> Aliases { get; }

    public override string ToString() => Name;
}
