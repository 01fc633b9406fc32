namespace Workbench.Evaluation.Statistics;

/// <summary>Spearman's rank correlation (1904): how well any rising (or falling) curve describes the relation of two quantities.</summary>
public static class SpearmanCorrelation
{
    /// <summary>Pearson's coefficient of the ranks, tested with t = r sqrt((n - 2) / (1 - r^2)).</summary>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair.</param>
    /// <param name="alternative">What is asked about the coefficient against zero.</param>
    /// <param name="nanPolicy">What to do with NaN; omitting leaves out the pair.</param>
    /// <returns>NaN with fewer than two pairs or a constant side; p is NaN for two pairs.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static CorrelationResult Test(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Alternative alternative = Alternative.TwoSided,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        Sample.SameLength(Sample.Array(x, nameof(x)), Sample.Array(y, nameof(y)));
        if (Sample.Pairs(x, y, nanPolicy) is not ({ Length: >= 2 } a, var b) || a.All(v => v == a[0]) || b.All(v => v == b[0]))
        {
            return CorrelationResult.Undefined;
        }

        var r = OfRanks(Ranks.Of(a), Ranks.Of(b));
        double df = a.Length - 2;
        return new(r, StudentT.PValue(r * Math.Sqrt(df / ((1 + r) * (1 - r))), df, alternative));
    }

    // Sums of centred ranks are exact, so that the last digit, on which p hangs next to a coefficient of one, is that of numpy's corrcoef.
    private static double OfRanks(double[] x, double[] y)
    {
        double middle = (x.Length + 1) / 2.0, share = 1.0 / (x.Length - 1), xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xx += (x[i] - middle) * (x[i] - middle);
            yy += (y[i] - middle) * (y[i] - middle);
            xy += (x[i] - middle) * (y[i] - middle);
        }

        return Math.Clamp(xy * share / Math.Sqrt(yy * share) / Math.Sqrt(xx * share), -1, 1);
    }
}
