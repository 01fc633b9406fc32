using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Agreement;

/// <summary>Cohen's kappa with its standard errors.</summary>
/// <param name="Kappa">1 for full agreement, 0 for as much as chance gives, NaN where both raters use one category only.</param>
/// <param name="StandardError">Of kappa.</param>
/// <param name="StandardErrorWithoutAgreement">Of kappa if the raters agreed by chance only.</param>
/// <param name="Z">Kappa / <paramref name="StandardErrorWithoutAgreement"/>.</param>
/// <param name="PValue">How often raters that agree by chance get this far from 0; two-sided.</param>
/// <param name="Interval">Normal interval of kappa; may exceed 1.</param>
public readonly record struct KappaResult(
    double Kappa, double StandardError, double StandardErrorWithoutAgreement, double Z, double PValue, ConfidenceInterval Interval);

/// <summary>Agreement of two raters beyond chance (Cohen 1960).</summary>
public static class CohenKappa
{
    /// <summary>Kappa of the ratings that two raters gave to the same items.</summary>
    /// <remarks>
    /// Categories are the ratings that occur, in ascending order, and count 0, 1, 2, …: with the ratings 1, 2 and 5 the last two are one step apart.
    /// </remarks>
    /// <param name="first">The first rater's category of each item.</param>
    /// <param name="second">The second rater's category of each item.</param>
    /// <param name="weights">How bad differences are.</param>
    /// <returns>NaN where both raters use one category only.</returns>
    /// <exception cref="ArgumentException">There is no item or the counts differ.</exception>
    public static double Of(IReadOnlyList<int> first, IReadOnlyList<int> second, KappaWeights weights = KappaWeights.None)
    {
        if (first.Count == 0 || first.Count != second.Count)
        {
            throw new ArgumentException($"Kappa needs ratings of the same items by both raters; found {first.Count} and {second.Count}.");
        }

        int[] labels = [.. first.Concat(second).Distinct().Order()];
        var table = new double[labels.Length, labels.Length];
        for (var i = 0; i < first.Count; i++)
        {
            table[Array.BinarySearch(labels, first[i]), Array.BinarySearch(labels, second[i])]++;
        }

        return OfTable(table, weights);
    }

    /// <summary>Kappa of a table of counts: 1 - weighted disagreement / the disagreement to be expected by chance.</summary>
    /// <param name="table">Rows: the first rater's category; columns: the second rater's.</param>
    /// <param name="weights">How bad differences are.</param>
    /// <returns>NaN where both raters use one category only.</returns>
    /// <exception cref="ArgumentException">The table is not square or empty.</exception>
    public static double OfTable(double[,] table, KappaWeights weights = KappaWeights.None)
    {
        var (p, row, column) = Shares(table);
        double observed = 0, expected = 0;
        for (var i = 0; i < row.Length; i++)
        {
            for (var j = 0; j < row.Length; j++)
            {
                double steps = Math.Abs(i - j);
                var weight = weights switch { KappaWeights.None => i == j ? 0 : 1, KappaWeights.Linear => steps, _ => steps * steps };
                observed += weight * p[i, j];
                expected += weight * row[i] * column[j];
            }
        }

        return 1 - observed / expected;
    }

    /// <summary>Unweighted kappa with large-sample standard errors (Fleiss, Cohen and Everitt 1969).</summary>
    /// <param name="table">Rows: the first rater's category; columns: the second rater's.</param>
    /// <param name="level">Coverage of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">The table is not square or empty.</exception>
    public static KappaResult WithError(double[,] table, double level = 0.95)
    {
        ConfidenceInterval.CheckLevel(level);
        var (p, row, column) = Shares(table);
        var n = table.Cast<double>().Sum();
        double observed = 0, expected = 0;
        for (var i = 0; i < row.Length; i++)
        {
            observed += p[i, i];
            expected += row[i] * column[i];
        }

        var kappa = (observed - expected) / (1 - expected);
        double diagonal = 0, off = 0, chance = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var kept = 1 - (row[i] + column[i]) * (1 - kappa);
            diagonal += p[i, i] * kept * kept;
            chance += row[i] * column[i] * (row[i] + column[i]);
            for (var j = 0; j < row.Length; j++)
            {
                off += i == j ? 0 : p[i, j] * (column[i] + row[j]) * (column[i] + row[j]);
            }
        }

        var spread = kappa - expected * (1 - kappa);
        var scale = (1 - expected) * (1 - expected) * n;
        var error = Root((diagonal + (1 - kappa) * (1 - kappa) * off - spread * spread) / scale);
        var errorWithout = Root((expected + expected * expected - chance) / scale);
        var z = kappa / errorWithout;
        var half = ProportionInterval.Critical(level) * error;
        return new(
            kappa, error, errorWithout, z, NormalDistribution.PValue(z, Alternative.TwoSided), new(kappa - half, kappa + half, level));
    }

    // A variance that is zero but for rounding is zero.
    private static double Root(double variance) => Math.Abs(variance) < 1e-16 ? 0 : Math.Sqrt(variance);

    private static (double[,] P, double[] Row, double[] Column) Shares(double[,] table)
    {
        var k = table.GetLength(0);
        var n = table.Cast<double>().Sum();
        if (k == 0 || k != table.GetLength(1) || !(n > 0))
        {
            throw new ArgumentException($"Kappa needs a square table with counts; found {k} x {table.GetLength(1)} with the sum {n}.", nameof(table));
        }

        var p = new double[k, k];
        double[] row = new double[k], column = new double[k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                p[i, j] = table[i, j] / n;
                row[i] += p[i, j];
                column[j] += p[i, j];
            }
        }

        return (p, row, column);
    }
}
