namespace Workbench.Evaluation.Statistics;

/// <summary>How far apart the distributions of two samples are.</summary>
public static class Distances
{
    /// <summary>
    /// The Wasserstein (earth mover's) distance: how far values must be moved, on average, to make one sample into the other; the area
    /// between the distribution functions. In the samples' units.
    /// </summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <returns>NaN with a NaN.</returns>
    /// <exception cref="ArgumentException">A sample is empty.</exception>
    public static double Wasserstein(IReadOnlyList<double> x, IReadOnlyList<double> y) => Between(x, y, Math.Abs);

    /// <summary>The energy distance (Szekely 2003): sqrt(2 integral (F - G)^2); zero only for equal distributions.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <returns>NaN with a NaN.</returns>
    /// <exception cref="ArgumentException">A sample is empty.</exception>
    public static double Energy(IReadOnlyList<double> x, IReadOnlyList<double> y) => Math.Sqrt(2 * Between(x, y, d => d * d));

    // The integral of f(F - G), a step function between neighbouring values.
    private static double Between(IReadOnlyList<double> x, IReadOnlyList<double> y, Func<double, double> f)
    {
        if (x.Count == 0 || y.Count == 0)
        {
            throw new ArgumentException("A distance between distributions needs at least one value on each side.");
        }

        double[] a = Descriptive.Sorted(x), b = Descriptive.Sorted(y), all = Descriptive.Sorted([.. x, .. y]);
        if (all.Any(double.IsNaN))
        {
            return double.NaN;
        }

        var areas = new List<double>(all.Length);
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i] == all[i - 1])
            {
                continue;
            }

            var height = (double)EmpiricalCdf.CountAtMost(a, all[i - 1]) / a.Length - (double)EmpiricalCdf.CountAtMost(b, all[i - 1]) / b.Length;
            areas.Add(height == 0 ? 0 : f(height) * (all[i] - all[i - 1]));
        }

        return Descriptive.Sum(areas);
    }
}
