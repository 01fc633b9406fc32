using System.Globalization;

namespace Workbench.Evaluation;

/// <summary>Turns a comparison into sentences without jargon.</summary>
internal static class PlainWords
{
    public static string Of(PairedComparison c)
    {
        var start = $"{Capital(c.Metric)}: {Value(c, c.Before)} before and {Value(c, c.After)} after on the same {Count(c.Count)} prompts. ";
        if (c.Rises + c.Falls == 0)
        {
            return start + "No prompt differs.";
        }

        var range = $"{Level(c.Options.Level)} interval {Signed(c, c.Interval.Low)} to {Signed(c, c.Interval.High)}";
        return start + c.Verdict switch
        {
            Verdict.Higher or Verdict.Lower =>
                $"It {(c.Difference > 0 ? "rose" : "fell")} by {Change(c, Math.Abs(c.Difference))} ({range}, {PValue(c)}): a {Size(c)}difference{Judgement(c)} "
                + $"that chance alone hardly explains. {Moved(c)}.",
            Verdict.Equivalent =>
                $"The two are the same within {Change(c, c.Options.EquivalenceMargin ?? double.NaN)} (change {Signed(c, c.Difference)}, {range}; "
                + $"equivalence p {P(c.EquivalencePValue ?? double.NaN)}).",
            _ => $"No clear difference: the change of {Signed(c, c.Difference)} ({range}, {PValue(c)}) is within what chance gives.{Needed(c)}",
        };
    }

    public static string Of(SeedComparison c)
    {
        var level = Level(c.Interval.Level);
        var one = c.PerSeed[0];
        var direction = c.Difference > 0 ? "rose" : c.Difference < 0 ? "fell" : "did not change";
        var text = $"{Capital(c.Metric)}: over {c.Seeds.Count} training {(c.Seeds.Count == 1 ? "run" : "runs")} {Value(one, c.Before)} before and {Value(one, c.After)} after, "
            + $"a change of {Signed(one, c.Difference)} ({level} interval over seeds and prompts {Signed(one, c.Interval.Low)} to {Signed(one, c.Interval.High)}). ";
        if (c.Seeds.Count == 1)
        {
            return text + "One run cannot tell the method from its seed; train with more seeds.";
        }

        text += $"It {direction} in {c.Agreeing} of {c.Seeds.Count} runs; ";
        var clear = c.SeedInterval is { } t && !t.Contains(0);
        text += clear
            ? $"the runs agree well enough to expect it of a new seed too ({level} interval by the runs alone {Signed(one, c.SeedInterval!.Value.Low)} to {Signed(one, c.SeedInterval.Value.High)})."
            : $"the runs differ too much, or are too few, to expect it of a new seed ({level} interval by the runs alone {Signed(one, c.SeedInterval!.Value.Low)} to {Signed(one, c.SeedInterval.Value.High)}).";
        return text;
    }

    /// <summary>Three significant digits, without an exponent in the ordinary range.</summary>
    internal static string Number(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value.ToString("0", CultureInfo.InvariantCulture);
        }

        var size = Math.Abs(value);
        if (size is < 1e-4 or >= 1e7)
        {
            return value.ToString("0.##e+0", CultureInfo.InvariantCulture);
        }

        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 6);
        return value.ToString("N" + decimals, CultureInfo.InvariantCulture);
    }

    internal static string P(double p) => p < 0.001 ? "< 0.001" : "= " + p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    internal static string Level(double level) => (100 * level).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    internal static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Cohen's (1988) names for a standardised effect.</summary>
    internal static string Size(double effectSize) => Math.Abs(effectSize) switch
    {
        < 0.2 => "very small",
        < 0.5 => "small",
        < 0.8 => "medium-sized",
        _ => "large",
    };

    private static string PValue(PairedComparison c) =>
        $"p {P(c.AdjustedPValue)}" + (c.Comparisons > 1 ? $" after allowing for {c.Comparisons} metrics" : "");

    private static string Judgement(PairedComparison c) => (c.Options.Direction, c.Difference > 0) switch
    {
        (MetricDirection.Unspecified, _) => "",
        (MetricDirection.HigherIsBetter, true) or (MetricDirection.LowerIsBetter, false) => ", for the better,",
        _ => ", for the worse,",
    };

    private static string Moved(PairedComparison c) => c.IsShare
        ? $"Of the prompts that changed, {Count(c.Rises)} became so and {Count(c.Falls)} ceased to be so"
        : $"It rose on {Count(c.Rises)}, fell on {Count(c.Falls)} and stayed the same on {Count(c.Count - c.Rises - c.Falls)} prompts";

    private static string Needed(PairedComparison c)
    {
        var often = c.Options.Power == 0.8 ? "four times out of five" : $"{Level(c.Options.Power)} of the time";
        var visible = c.VisibleDifference is { } smallest
            ? $" With {Count(c.Count)} prompts a true difference of {Change(c, smallest)} would be seen {often}"
            : "";
        var needed = c.PromptsNeeded is { } n && n > c.Count && visible.Length > 0
            ? $"; to see one as small as this, about {Count(n)} prompts would be needed"
            : "";
        return visible.Length == 0 ? "" : visible + needed + ".";
    }

    private static string Size(PairedComparison c) => c.IsShare ? "" : Size(c.EffectSize) + " ";

    private static string Value(PairedComparison c, double value) => c.IsShare ? Percent(value) + " %" : Number(value);

    private static string Change(PairedComparison c, double value) => c.IsShare ? Percent(value) + " percentage points" : Number(value);

    private static string Signed(PairedComparison c, double value) =>
        (value > 0 ? "+" : "") + (c.IsShare ? Percent(value) + " points" : Number(value));

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
