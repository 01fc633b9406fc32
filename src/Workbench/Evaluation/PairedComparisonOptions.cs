namespace Workbench.Evaluation;

/// <summary>How a before/after comparison is made.</summary>
public sealed record PairedComparisonOptions
{
    /// <summary>The defaults: a 95 % interval, the sign-flip test, 10,000 resamples, seed 0.</summary>
    public static readonly PairedComparisonOptions Default = new();

    /// <summary>Whether more is better; decides the words of the sentence only.</summary>
    public MetricDirection Direction { get; init; } = MetricDirection.Unspecified;

    /// <summary>Coverage of the interval, in (0, 1); a difference counts as shown when p &lt; 1 - <see cref="Level"/>.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The test that gives p.</summary>
    public PairedTest Test { get; init; } = PairedTest.SignFlip;

    /// <summary>Bootstrap resamples and random sign assignments, at least 100.</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>The chance of seeing a real effect that the numbers of prompts are worked out for, in (1 - <see cref="Level"/>, 1).</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>
    /// Differences smaller than this do not matter, in the metric's units; null asks no such question. With it, the comparison also tests
    /// whether before and after are equivalent (two one-sided t tests).
    /// </summary>
    public double? EquivalenceMargin { get; init; }

    /// <summary>Seed of the resampling; each metric draws from a stream of its own name.</summary>
    public ulong Seed { get; init; }

    /// <summary>Throws where an option is out of its range.</summary>
    /// <exception cref="WorkbenchException">Names the option, its value and the allowed range.</exception>
    public void Validate()
    {
        Check(Level is > 0 and < 1, nameof(Level), Level, "between 0 and 1, such as 0.95");
        Check(Resamples >= 100, nameof(Resamples), Resamples, "at least 100, such as 10000");
        Check(Power > 1 - Level && Power < 1, nameof(Power), Power, $"between {1 - Level:0.###} (1 - {nameof(Level)}) and 1, such as 0.8");
        Check(EquivalenceMargin is null or > 0, nameof(EquivalenceMargin), EquivalenceMargin, "above 0, or absent");
        Check(Enum.IsDefined(Test), nameof(Test), Test, "one of " + string.Join(", ", Enum.GetNames<PairedTest>()));
    }

    private static void Check(bool holds, string option, object? value, string allowed)
    {
        if (!holds)
        {
            throw new WorkbenchException(FormattableString.Invariant($"The comparison's option {option} is {value}; it must be {allowed}."));
        }
    }
}
