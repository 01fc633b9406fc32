namespace Workbench.Evaluation.Agreement;

/// <summary>Agreement of several raters on categories, where every item has as many ratings but not by the same raters.</summary>
public static class FleissKappa
{
    /// <summary>Fleiss' kappa (1971): chance agreement from how often each category is used.</summary>
    /// <param name="counts">[item][category]: how many raters chose the category; every item has as many ratings, at least two.</param>
    /// <returns>NaN where only one category is used.</returns>
    /// <exception cref="ArgumentException">Items differ in their number of ratings, or have fewer than two.</exception>
    public static double Of(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        var (agreement, shares) = Agreement(counts);
        var chance = shares.Sum(p => p * p);
        return (agreement - chance) / (1 - chance);
    }

    /// <summary>Randolph's free-marginal kappa (2005): chance agreement as if every category were as likely.</summary>
    /// <param name="counts">[item][category]: how many raters chose the category; every item has as many ratings, at least two.</param>
    /// <exception cref="ArgumentException">Items differ in their number of ratings, or have fewer than two.</exception>
    public static double Randolph(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        var (agreement, shares) = Agreement(counts);
        var chance = 1.0 / shares.Length;
        return (agreement - chance) / (1 - chance);
    }

    // The share of agreeing pairs of raters, averaged over items, and the share of each category.
    private static (double Agreement, double[] Shares) Agreement(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        var raters = counts.Count == 0 ? 0 : counts[0].Sum();
        if (raters < 2)
        {
            throw new ArgumentException("Fleiss' kappa needs at least one item with two ratings.", nameof(counts));
        }

        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i].Sum() != raters || counts[i].Count != counts[0].Count || counts[i].Any(c => c < 0))
            {
                throw new ArgumentException($"Item {i} must have {raters} ratings in {counts[0].Count} categories, like the first.", nameof(counts));
            }
        }

        var shares = Enumerable.Range(0, counts[0].Count).Select(c => counts.Sum(item => (double)item[c]) / (counts.Count * (double)raters));
        return (counts.Average(item => item.Sum(c => c * (c - 1.0)) / (raters * (raters - 1.0))), [.. shares]);
    }
}
