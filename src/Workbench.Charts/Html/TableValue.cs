using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbench.Charts;

/// <summary>How a table writes a value, the same in every culture.</summary>
internal static partial class TableValue
{
    /// <summary>Whether a value belongs to a column of numbers: a number, or a text that reads as one, as "&lt; 0.001" or "12 %".</summary>
    internal static bool IsNumber(object? value) =>
        value is double or float or decimal or int or long or short or byte or uint or ulong or ushort or sbyte || (value is string text && NumberLike().IsMatch(text));

    internal static string Format(object? value, string? format) => value switch
    {
        null => "",
        double number when !double.IsFinite(number) => double.IsNaN(number) ? "not a number" : number > 0 ? "infinite" : "minus infinite",
        IFormattable formattable => WithMinusSign(formattable.ToString(format ?? (value is double or float or decimal ? "0.###" : null), CultureInfo.InvariantCulture)),
        _ => value.ToString() ?? "",
    };

    /// <summary>A hyphen in front of digits becomes the minus sign, which is as wide as the plus sign; zero has none.</summary>
    private static string WithMinusSign(string number) =>
        !number.StartsWith('-') ? number : number.Any(c => c is >= '1' and <= '9') ? $"\u2212{number[1..]}" : number[1..];

    [GeneratedRegex(@"^[<>\u2264\u2265~\u00b1]? ?[+\-\u2212]?[\d.,]+(e[+\-]?\d+)?[ \u00a0]?%?$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberLike();
}
