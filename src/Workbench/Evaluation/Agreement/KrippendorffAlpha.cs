namespace Workbench.Evaluation.Agreement;

/// <summary>What the differences between ratings mean.</summary>
public enum MeasurementLevel
{
    /// <summary>Names: two ratings are the same or not.</summary>
    Nominal,

    /// <summary>Ranks: what counts is how many ratings lie between two.</summary>
    Ordinal,

    /// <summary>Numbers whose differences count.</summary>
    Interval,

    /// <summary>Numbers with a true zero, whose differences count in proportion to their size.</summary>
    Ratio,
}

/// <summary>Krippendorff's alpha (2011, "Computing Krippendorff's alpha-reliability"): agreement of any number of raters, with gaps.</summary>
public static class KrippendorffAlpha
{
    /// <summary>1 - observed disagreement / the disagreement to be expected by chance.</summary>
    /// <param name="ratings">[rater][item]; NaN where a rater gave no rating. Items with fewer than two ratings do not count.</param>
    /// <param name="level">What differences mean.</param>
    /// <returns>1 for full agreement, 0 for as much as chance gives; negative for less.</returns>
    /// <exception cref="ArgumentException">Raters differ in their number of items, no item has two ratings, or there is one value only.</exception>
    public static double Of(IReadOnlyList<IReadOnlyList<double>> ratings, MeasurementLevel level)
    {
        if (ratings.Count == 0 || ratings.Any(rater => rater.Count != ratings[0].Count))
        {
            throw new ArgumentException("Every rater needs a place for every item; NaN stands for no rating.", nameof(ratings));
        }

        double[] domain = [.. ratings.SelectMany(rater => rater).Where(value => !double.IsNaN(value)).Distinct().Order()];
        if (domain.Length < 2)
        {
            throw new ArgumentException("Alpha is undefined where every rating is the same: there is nothing to disagree about.", nameof(ratings));
        }

        var coincidences = Coincidences(ratings, domain);
        var totals = Enumerable.Range(0, domain.Length).Select(c => Enumerable.Range(0, domain.Length).Sum(k => coincidences[c, k])).ToArray();
        var n = totals.Sum();
        if (n == 0)
        {
            throw new ArgumentException("At least one item must have two ratings.", nameof(ratings));
        }

        double observed = 0, expected = 0;
        for (var c = 0; c < domain.Length; c++)
        {
            for (var k = 0; k < domain.Length; k++)
            {
                var difference = Difference(domain, totals, c, k, level);
                observed += coincidences[c, k] * difference;
                expected += totals[c] * totals[k] * difference;
            }
        }

        return 1 - (n - 1) * observed / expected;
    }

    // How often two values meet in an item, over all pairs of its ratings, each item weighing as many as its ratings.
    private static double[,] Coincidences(IReadOnlyList<IReadOnlyList<double>> ratings, double[] domain)
    {
        var coincidences = new double[domain.Length, domain.Length];
        for (var item = 0; item < ratings[0].Count; item++)
        {
            int[] values = [.. ratings.Select(rater => rater[item]).Where(v => !double.IsNaN(v)).Select(v => Array.BinarySearch(domain, v))];
            for (var a = 0; a < values.Length; a++)
            {
                for (var b = 0; b < values.Length; b++)
                {
                    coincidences[values[a], values[b]] += a == b ? 0 : 1.0 / (values.Length - 1);
                }
            }
        }

        return coincidences;
    }

    private static double Difference(double[] domain, double[] totals, int c, int k, MeasurementLevel level)
    {
        if (c == k)
        {
            return 0;
        }

        var difference = level switch
        {
            MeasurementLevel.Nominal => 1,
            MeasurementLevel.Ordinal =>
                Enumerable.Range(Math.Min(c, k), Math.Abs(c - k) + 1).Sum(g => totals[g]) - (totals[c] + totals[k]) / 2,
            MeasurementLevel.Interval => domain[c] - domain[k],
            MeasurementLevel.Ratio when domain[c] == -domain[k] => 0,
            MeasurementLevel.Ratio => (domain[c] - domain[k]) / (domain[c] + domain[k]),
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such level of measurement."),
        };
        return difference * difference;
    }
}
