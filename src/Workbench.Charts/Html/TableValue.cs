using System.Globalization;

namespace Workbench.Charts;

/// <summary>How a table writes a value, the same in every culture.</summary>
internal static class TableValue
{
    internal static bool IsNumber(object? value) =>
        value is double or float or decimal or int or long or short or byte or uint or ulong or ushort or sbyte;

    internal static string Format(object? value, string? format) => value switch
    {
        null => "",
        double number when !double.IsFinite(number) => double.IsNaN(number) ? "not a number" : number > 0 ? "infinite" : "minus infinite",
        IFormattable formattable => formattable.ToString(format ?? (value is double or float or decimal ? "0.###" : null), CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
