using System.Globalization;
using Spectre.Console;
using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>Prints what a comparison found.</summary>
internal static class ComparisonView
{
    /// <summary>
    /// The means of all models, what a study with raters would need, the comparison of the first pair of models, and what it means in words.
    /// </summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="results">What was found.</param>
    /// <param name="every">Whether every pair has its table.</param>
    public static void Show(Terminal terminal, ComparisonResults results, bool every = false)
    {
        Section(Models(results));
        if (results.Study is { } study)
        {
            Section(Study(study));
        }

        foreach (var comparison in results.Comparisons.Take(every ? results.Comparisons.Count : 1))
        {
            Section(Comparison(comparison, results.Prompts));
        }

        foreach (var sentence in results.Conclusion)
        {
            terminal.Out.WriteLine(sentence);
        }

        void Section(Table table)
        {
            terminal.Out.WriteLine();
            terminal.Out.Write(table);
            terminal.Out.WriteLine();
        }
    }

    private static Table Models(ComparisonResults results)
    {
        var table = MetricTable.Ruled($"Means over {results.Prompts} prompts", ["metric", .. results.Models.Select(model => model.Model)]);
        foreach (var metric in results.Comparisons[0].Metrics.Select(comparison => comparison.Metric))
        {
            table.AddRow([metric, .. results.Models.Select(model => MetricTable.Value(metric, model.Means[metric]))]);
        }

        table.AddRow(["distinct-2", .. results.Models.Select(model => MetricTable.Number(model.Distinct2))]);
        return results.Models.All(model => model.CleanDistinct2 is null)
            ? table
            : table.AddRow(["clean distinct-2", .. results.Models.Select(model => model.CleanDistinct2 is { } clean ? MetricTable.Number(clean) : "")]);
    }

    private static Table Study(RatingStudy study)
    {
        int[] raters = [.. study.Sizes.Select(row => row.Raters).Distinct()];
        var table = MetricTable.Ruled(
            "Prompts needed to see a difference in ratings from 1 to 7", ["difference", .. raters.Select(count => $"{count} {(count == 1 ? "rater" : "raters")}")]);
        foreach (var rows in study.Sizes.GroupBy(row => row.Difference))
        {
            table.AddRow([$"{MetricTable.Number(rows.Key)} points", .. rows.Select(row => row.Prompts?.ToString("#,0", CultureInfo.InvariantCulture) ?? "-")]);
        }

        return table.Caption("Seen four times out of five (power 80 %), by a paired t test at 5 %, with raters like the simulated ones.");
    }

    private static Table Comparison(ModelComparison comparison, int prompts)
    {
        var table = MetricTable.Ruled(
            $"{comparison.After} against {comparison.Before}, the same {prompts} prompts",
            ["metric", "before", "after", "difference", "95 % interval", "p", "effect\nsize"]);
        foreach (var metric in comparison.Metrics)
        {
            table.AddRow(
                metric.Metric,
                MetricTable.Value(metric.Metric, metric.Before),
                MetricTable.Value(metric.Metric, metric.After),
                MetricTable.Signed(metric.Metric, metric.Difference),
                MetricTable.Interval(metric.Metric, metric.Interval),
                P(metric),
                metric.EffectSize.ToString("0.00", CultureInfo.InvariantCulture));
        }

        return table.Caption(
            "p: sign-flip test, for shares of replies McNemar's, corrected for all rows (Holm). Effect size: mean / standard deviation of the differences.");
    }

    private static string P(PairedComparison metric) =>
        metric.AdjustedPValue < 0.001 ? "< 0.001" : metric.AdjustedPValue.ToString("0.000", CultureInfo.InvariantCulture);
}
