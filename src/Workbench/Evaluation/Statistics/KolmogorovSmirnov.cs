namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of a two-sample Kolmogorov-Smirnov test.</summary>
/// <param name="Statistic">The largest distance between the two distribution functions, in the direction of the alternative.</param>
/// <param name="PValue">How often chance alone gives a distance at least this large.</param>
/// <param name="Location">The value at which the distance occurs.</param>
/// <param name="Sign">1 where the distribution function of x is above that of y there, -1 where it is below.</param>
public readonly record struct KolmogorovSmirnovResult(double Statistic, double PValue, double Location, int Sign);

/// <summary>How the p value of <see cref="KolmogorovSmirnov"/> is found.</summary>
public enum KolmogorovSmirnovMethod
{
    /// <summary>Exact up to 10,000 values in the larger sample, otherwise asymptotic.</summary>
    Auto,

    /// <summary>By counting lattice paths; conservative with ties.</summary>
    Exact,

    /// <summary>By the one-sample distribution of n1 n2 / (n1 + n2) values (two-sided), or by Hodges' (1958) formula 5.3 (one-sided).</summary>
    Asymptotic,
}

/// <summary>The two-sample Kolmogorov-Smirnov test: do two samples come from the same distribution, in every respect?</summary>
public static class KolmogorovSmirnov
{
    /// <summary>Compares the distribution functions of two independent samples.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <param name="alternative">
    /// Greater asks whether the distribution function of x rises above that of y, which means that x tends to be <em>smaller</em>.
    /// </param>
    /// <param name="method">How the p value is found.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    /// <returns>NaN for an empty sample.</returns>
    public static KolmogorovSmirnovResult TwoSample(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Alternative alternative = Alternative.TwoSided,
        KolmogorovSmirnovMethod method = KolmogorovSmirnovMethod.Auto,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (Sample.Two(x, y, nanPolicy) is not ({ Length: > 0 } first, { Length: > 0 } second))
        {
            return new(double.NaN, double.NaN, double.NaN, 0);
        }

        double[] a = Descriptive.Sorted(first), b = Descriptive.Sorted(second);
        double above = double.NegativeInfinity, below = double.NegativeInfinity, atAbove = double.NaN, atBelow = double.NaN;
        foreach (var value in a.Concat(b))
        {
            var difference = (double)EmpiricalCdf.CountAtMost(a, value) / a.Length - (double)EmpiricalCdf.CountAtMost(b, value) / b.Length;
            if (difference > above)
            {
                (above, atAbove) = (difference, value);
            }

            if (-difference > below)
            {
                (below, atBelow) = (-difference, value);
            }
        }

        below = Math.Clamp(below, 0, 1);
        var takesBelow = alternative == Alternative.Less || (alternative == Alternative.TwoSided && below > above);
        var (distance, location, sign) = takesBelow ? (below, atBelow, -1) : (above, atAbove, 1);
        if (method == KolmogorovSmirnovMethod.Auto)
        {
            method = Math.Max(a.Length, b.Length) <= 10_000 ? KolmogorovSmirnovMethod.Exact : KolmogorovSmirnovMethod.Asymptotic;
        }

        var p = method == KolmogorovSmirnovMethod.Exact
            ? KolmogorovPaths.Outside(a.Length, b.Length, distance, oneSided: alternative != Alternative.TwoSided)
            : Asymptotic(a.Length, b.Length, distance, alternative);
        return new(distance, Math.Clamp(p, 0, 1), location, sign);
    }

    private static double Asymptotic(double n1, double n2, double distance, Alternative alternative)
    {
        double m = Math.Max(n1, n2), n = Math.Min(n1, n2), effective = m * n / (m + n);
        if (alternative == Alternative.TwoSided)
        {
            return KolmogorovDistribution.UpperTail((int)Math.Round(effective, MidpointRounding.ToEven), distance);
        }

        var z = Math.Sqrt(effective) * distance;
        return Math.Exp(-2 * z * z - 2 * z * (m + 2 * n) / Math.Sqrt(m * n * (m + n)) / 3);
    }
}
