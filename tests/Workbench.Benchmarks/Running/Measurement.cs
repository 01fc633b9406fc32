namespace Workbench.Benchmarks.Running;

/// <summary>A row of the table: a time, what it is held against, and what was hoped for.</summary>
/// <param name="Case">What was timed.</param>
/// <param name="Seconds">How long it takes here; the least of the repetitions.</param>
public sealed record Measurement(string Case, double Seconds)
{
    /// <summary>What it is compared with; null for nothing.</summary>
    public string? Against { get; init; }

    /// <summary>How long that takes.</summary>
    public double? Other { get; init; }

    /// <summary>What the ratio should be; null where none was set.</summary>
    public Goal? Goal { get; init; }

    /// <summary>Anything else worth a column: tokens a second, the largest difference of the numbers.</summary>
    public string Note { get; init; } = "";

    /// <summary>How many times faster than the other, or how many times longer where the other is a bound.</summary>
    public double? Ratio => Other is { } other ? Goal is { IsBound: true } ? Seconds / other : other / Seconds : null;

    /// <summary>Whether the goal is reached; null where there is none to reach.</summary>
    public bool? Reached => Ratio is { } ratio && Goal is { } goal ? goal.IsBound ? ratio <= goal.Value : ratio >= goal.Value : null;
}

/// <summary>A ratio to reach.</summary>
/// <param name="Value">At least so many times faster than a peer, or at most so many times the bound.</param>
/// <param name="IsBound">Whether the other time is a bound that cannot be beaten.</param>
public sealed record Goal(double Value, bool IsBound)
{
    /// <summary>At least so many times faster.</summary>
    public static Goal Faster(double times) => new(times, IsBound: false);

    /// <summary>At most so many times the bound.</summary>
    public static Goal Within(double times) => new(times, IsBound: true);
}
