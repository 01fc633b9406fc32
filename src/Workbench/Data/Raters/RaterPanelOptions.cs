namespace Workbench.Data.Raters;

/// <summary>What the people of a <see cref="RaterPanel"/> are like; each differs from the mean by a normal deviate.</summary>
public sealed record RaterPanelOptions
{
    /// <summary>People who over-value warm and long replies, as crowd workers do: the default.</summary>
    public static RaterPanelOptions Biased { get; } = new();

    /// <summary>People without bias, who differ only in severity and noise.</summary>
    public static RaterPanelOptions Fair { get; } =
        new() { WarmthBias = 0, WarmthBiasDeviation = 0, LengthBias = 0, LengthBiasDeviation = 0 };

    /// <summary>Number of people, at least 1.</summary>
    public int Raters { get; init; } = 5;

    /// <summary>Standard deviation of the severity over people, in points of the rating scale.</summary>
    public double SeverityDeviation { get; init; } = 0.4;

    /// <summary>Mean of <see cref="Rater.WarmthBias"/>.</summary>
    public double WarmthBias { get; init; } = 0.5;

    /// <summary>Standard deviation of <see cref="Rater.WarmthBias"/> over people.</summary>
    public double WarmthBiasDeviation { get; init; } = 0.15;

    /// <summary>Mean of <see cref="Rater.LengthBias"/>.</summary>
    public double LengthBias { get; init; } = 0.04;

    /// <summary>Standard deviation of <see cref="Rater.LengthBias"/> over people.</summary>
    public double LengthBiasDeviation { get; init; } = 0.01;

    /// <summary>Mean of <see cref="Rater.Noise"/>; people lie within a quarter of it.</summary>
    public double Noise { get; init; } = 0.6;

    /// <summary>Mean of <see cref="Rater.MissingShare"/>; people lie between none and twice as much.</summary>
    public double MissingShare { get; init; } = 0.08;

    /// <summary>The rating, before rounding, of a reply whose utility is zero.</summary>
    public double RatingCentre { get; init; } = 3.8;

    /// <summary>Points of the rating scale for each unit of utility.</summary>
    public double RatingSlope { get; init; } = 1.8;

    internal void Validate()
    {
        Require(Raters >= 1, nameof(Raters), Raters, "at least 1");
        Require(MissingShare is >= 0 and <= 0.5, nameof(MissingShare), MissingShare, "from 0 to 0.5");
        Require(RatingSlope > 0, nameof(RatingSlope), RatingSlope, "above 0");
        foreach (var (name, value) in new[]
        {
            (nameof(SeverityDeviation), SeverityDeviation), (nameof(WarmthBiasDeviation), WarmthBiasDeviation),
            (nameof(LengthBiasDeviation), LengthBiasDeviation), (nameof(Noise), Noise),
        })
        {
            Require(value >= 0 && double.IsFinite(value), name, value, "0 or more");
        }

        Require(double.IsFinite(WarmthBias), nameof(WarmthBias), WarmthBias, "a finite number");
        Require(double.IsFinite(LengthBias), nameof(LengthBias), LengthBias, "a finite number");
        Require(double.IsFinite(RatingCentre), nameof(RatingCentre), RatingCentre, "a finite number");
    }

    private static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new WorkbenchException(FormattableString.Invariant($"Rater panel: {name} is {value}, expected {expected}."));
        }
    }
}
