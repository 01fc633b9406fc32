using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Workbench.Training;

namespace Workbench.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Debug = new("--debug")
    {
        Description = "Show the stack trace of a fault.",
        Recursive = true,
    };

    public static Option<ulong> Seed(string what) => Number<ulong>("--seed", $"{what} [default: 0]", 0);

    public static Option<DirectoryInfo?> Folder(string name, string description) => new(name) { Description = description, HelpName = "DIR" };

    public static Option<string?> Device() => new("--device")
    {
        Description = "cpu, cuda or cuda:N. [default: cpu]",
        HelpName = "DEVICE",
    };

    /// <summary>The settings of a reference implementation.</summary>
    /// <param name="more">Words on further names.</param>
    public static Option<string?> Preset(string more) => new("--preset")
    {
        Description = $"Take the settings of a reference implementation, its defects included: {string.Join(", ", PpoPresets.Names)}{more}. See explain-defects.",
        HelpName = "NAME",
    };

    /// <summary>An option with a number; what is none, or is below the least, is explained.</summary>
    public static Option<T> Number<T>(string name, string description, T least, T? otherwise = null) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, least),
        DefaultValueFactory = otherwise is { } value ? _ => value : null,
    };

    private static T Parse<T>(ArgumentResult result, string name, T least) where T : struct, INumber<T>
    {
        var text = result.Tokens.Single().Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least)
        {
            return number;
        }

        var kind = T.IsInteger(T.One / (T.One + T.One)) ? "a whole number" : "a number";
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {text}, expected {kind} of at least {least}"));
        return default;
    }
}
