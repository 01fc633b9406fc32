using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>Corrections for looking at several metrics: of twenty useless ones, one shows p &lt; 0.05 by luck.</summary>
public static class MultipleTesting
{
    /// <summary>Corrected p values, to be compared with alpha as they are.</summary>
    /// <param name="pValues">In [0, 1].</param>
    /// <param name="correction">The method.</param>
    /// <param name="nanPolicy">
    /// Propagate: a NaN counts as a test with the largest p, so that it spoils whichever corrections depend on it. Omit: it stays NaN and
    /// does not count as a test. Raise: it is refused.
    /// </param>
    /// <returns>One corrected p value, at most 1, for each given one, in the same order.</returns>
    /// <exception cref="ArgumentException">A p value lies outside [0, 1].</exception>
    public static double[] Correct(
        IReadOnlyList<double> pValues, Correction correction = Correction.Holm, NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        var (p, order) = Sorted(pValues, nanPolicy);
        double m = p.Length;
        var harmonic = Harmonic(p.Length);
        var corrected = correction switch
        {
            Correction.Bonferroni => Array.ConvertAll(p, value => m * value),
            Correction.Sidak => Array.ConvertAll(p, value => AnyOf(value, m)),
            Correction.Holm => RunningMaximum(p, (value, i) => (m - i) * value),
            Correction.HolmSidak => RunningMaximum(p, (value, i) => AnyOf(value, m - i)),
            Correction.Hochberg => RunningMinimum(p, (value, i) => (m - i) * value),
            Correction.Hommel => Hommel(p),
            Correction.BenjaminiHochberg => RunningMinimum(p, (value, i) => value * m / (i + 1)),
            Correction.BenjaminiYekutieli => RunningMinimum(p, (value, i) => value * m / (i + 1) * harmonic),
            _ => throw new ArgumentOutOfRangeException(nameof(correction), correction, "No such correction."),
        };
        return InPlace(Array.ConvertAll(corrected, value => Math.Min(1, value)), order, pValues.Count, double.NaN);
    }

    /// <summary>Which differences count as shown at the significance level <paramref name="alpha"/>, by the method's own thresholds.</summary>
    /// <param name="pValues">In [0, 1]; a NaN is never rejected.</param>
    /// <param name="alpha">In (0, 1).</param>
    /// <param name="correction">The method.</param>
    /// <returns>True where "no difference" is rejected, in the order of <paramref name="pValues"/>.</returns>
    /// <exception cref="ArgumentException">A p value lies outside [0, 1] or alpha outside (0, 1).</exception>
    public static bool[] Reject(IReadOnlyList<double> pValues, double alpha, Correction correction = Correction.Holm)
    {
        PowerEquation.Check(alpha);
        var (p, order) = Sorted(pValues, NanPolicy.Propagate);
        double m = p.Length;
        var harmonic = Harmonic(p.Length);
        var reject = correction switch
        {
            Correction.Bonferroni => Below(_ => alpha / m),
            Correction.Sidak => Below(_ => 1 - Math.Pow(1 - alpha, 1 / m)),
            Correction.Holm => StepDown(i => alpha / (m - i)),
            Correction.HolmSidak => StepDown(i => 1 - Math.Pow(1 - alpha, 1 / (m - i))),
            Correction.Hochberg => StepUp(i => alpha / (m - i)),
            Correction.Hommel => Array.ConvertAll(Hommel(p), value => value <= alpha),
            Correction.BenjaminiHochberg => StepUp(i => (i + 1) / m * alpha),
            Correction.BenjaminiYekutieli => StepUp(i => (i + 1) / m / harmonic * alpha),
            _ => throw new ArgumentOutOfRangeException(nameof(correction), correction, "No such correction."),
        };
        return InPlace(reject, order, pValues.Count, false);

        bool[] Below(Func<int, double> threshold) => [.. p.Select((value, i) => value <= threshold(i))];

        bool[] StepDown(Func<int, double> threshold)
        {
            var below = Below(threshold);
            var first = Array.IndexOf(below, false);
            return [.. below.Select((_, i) => first < 0 || i < first)];
        }

        bool[] StepUp(Func<int, double> threshold)
        {
            var last = Array.LastIndexOf(Below(threshold), true);
            return [.. p.Select((_, i) => i <= last)];
        }
    }

    // Ascending, NaN last, with the place that each came from.
    private static (double[] P, int[] Order) Sorted(IReadOnlyList<double> pValues, NanPolicy nanPolicy)
    {
        var p = Sample.Array(pValues, nameof(pValues));
        var broken = Array.FindIndex(p, value => value is < 0 or > 1);
        if (broken >= 0)
        {
            throw new ArgumentException($"The p value at index {broken} is {p[broken]}; p values lie in [0, 1].", nameof(pValues));
        }

        _ = nanPolicy == NanPolicy.Raise ? Sample.One(p, nanPolicy, nameof(pValues)) : null;
        var order = Enumerable.Range(0, p.Length)
            .Where(i => nanPolicy != NanPolicy.Omit || !double.IsNaN(p[i]))
            .OrderBy(i => double.IsNaN(p[i]) ? 1 : 0).ThenBy(i => p[i]).ToArray();
        return (Array.ConvertAll(order, i => p[i]), order);
    }

    private static T[] InPlace<T>(T[] sorted, int[] order, int count, T missing)
    {
        var result = new T[count];
        Array.Fill(result, missing);
        for (var i = 0; i < order.Length; i++)
        {
            result[order[i]] = sorted[i];
        }

        return result;
    }

    private static double Harmonic(int n) => Enumerable.Range(1, n).Sum(i => 1.0 / i);

    // 1 - (1 - p)^m without losing small p; exp(x) - 1 = 2 sinh(x / 2) exp(x / 2)
    private static double AnyOf(double p, double m)
    {
        if (p == 1)
        {
            return 1;
        }

        var half = 0.5 * m * SpecialFunctions.Log1p(-p);
        return -2 * Math.Sinh(half) * Math.Exp(half);
    }

    private static double[] RunningMaximum(double[] sorted, Func<double, int, double> step)
    {
        var corrected = sorted.Select(step).ToArray();
        for (var i = 1; i < corrected.Length; i++)
        {
            corrected[i] = Math.Max(corrected[i], corrected[i - 1]);
        }

        return corrected;
    }

    private static double[] RunningMinimum(double[] sorted, Func<double, int, double> step)
    {
        var corrected = sorted.Select(step).ToArray();
        for (var i = corrected.Length - 2; i >= 0; i--)
        {
            corrected[i] = Math.Min(corrected[i], corrected[i + 1]);
        }

        return corrected;
    }

    // Wright (1992), "Adjusted p-values for simultaneous inference", algorithm for Hommel's procedure.
    private static double[] Hommel(double[] sorted)
    {
        double[] corrected = [.. sorted];
        var n = sorted.Length;
        for (var m = n; m > 1; m--)
        {
            var smallest = double.PositiveInfinity;
            for (var i = 1; i <= m; i++)
            {
                smallest = Math.Min(smallest, m * sorted[n - m + i - 1] / i);
            }

            for (var i = n - m; i < n; i++)
            {
                corrected[i] = Math.Max(corrected[i], smallest);
            }

            for (var i = 0; i < n - m; i++)
            {
                corrected[i] = Math.Max(corrected[i], Math.Min(smallest, m * sorted[i]));
            }
        }

        return corrected;
    }
}
