namespace Workbench.Charts;

/// <summary>A named curve.</summary>
/// <param name="Name">What it is called in the legend.</param>
/// <param name="Y">The values; one that is not finite is a gap.</param>
public sealed record Series(string Name, IReadOnlyList<double> Y)
{
    /// <summary>Where the values lie, rising; by default 1, 2, 3 and on.</summary>
    public IReadOnlyList<double>? X { get; init; }

    /// <summary>Lower ends of a band around the curve, as of a confidence interval; given with <see cref="High"/>.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the band.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>The places of the values.</summary>
    internal double[] Places => X is null ? Enumerable.Range(1, Y.Count).Select(i => (double)i).ToArray() : [.. X];

    /// <summary>Checks that everything has the same length.</summary>
    /// <exception cref="WorkbenchException">It has not, or there is nothing.</exception>
    internal void Check()
    {
        if (Y.Count == 0)
        {
            throw new WorkbenchException($"The series '{Name}' has no values to draw.");
        }

        foreach (var (what, values) in new[] { ("X", X), ("Low", Low), ("High", High) })
        {
            if (values is not null && values.Count != Y.Count)
            {
                throw new WorkbenchException($"The series '{Name}' has {Y.Count} values, but {values.Count} in {what}.");
            }
        }

        if (Low is null != High is null)
        {
            throw new WorkbenchException($"The series '{Name}' has one end of its band only: give Low and High, or neither.");
        }
    }
}
