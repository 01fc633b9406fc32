using System.Globalization;

namespace Workbench.Training;

/// <summary>Says which option has which value and what is allowed.</summary>
internal static class OptionCheck
{
    public static void Require(bool holds, string option, object? value, string allowed)
    {
        if (!holds)
        {
            var text = value is null ? "not set" : Convert.ToString(value, CultureInfo.InvariantCulture);
            throw new WorkbenchException($"The option {OptionName.Of(option)} is {text}; it must be {allowed}.");
        }
    }

    public static void Positive(string option, double? value) =>
        Require(value is null or > 0 && double.IsFinite(value ?? 0), option, value, "above 0 and finite");

    public static void NotNegative(string option, double? value) =>
        Require(value is null or >= 0 && double.IsFinite(value ?? 0), option, value, "at least 0 and finite");

    public static void AtLeastOne(string option, int? value) => Require(value is null or >= 1, option, value, "at least 1");

    public static void Share(string option, double value) => Require(value is >= 0 and <= 1, option, value, "in [0, 1]");
}
