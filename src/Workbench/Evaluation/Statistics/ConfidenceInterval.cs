namespace Workbench.Evaluation.Statistics;

/// <summary>An interval estimate; the open end of a one-sided one is infinite.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Level">The coverage that it is made for, in (0, 1), such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Low, double High, double Level)
{
    /// <summary>True when <paramref name="value"/> lies in [Low, High].</summary>
    public bool Contains(double value) => Low <= value && value <= High;

    internal static void CheckLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies between 0 and 1, such as 0.95.");
        }
    }
}
