using System.Globalization;
using Spectre.Console;
using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>Prints what a comparison found.</summary>
internal static class ComparisonView
{
    /// <summary>The means of all models, the comparison of the first pair of models, and what it means in words.</summary>
    public static void Show(Terminal terminal, ComparisonResults results)
    {
        terminal.Out.WriteLine();
        terminal.Out.Write(Models(results));
        terminal.Out.WriteLine();
        terminal.Out.Write(Comparison(results.Comparisons[0], results.Prompts));
        terminal.Out.WriteLine();
        foreach (var sentence in results.Conclusion)
        {
            terminal.Out.WriteLine(sentence);
        }
    }

    private static Table Models(ComparisonResults results)
    {
        string[] metrics = ["gold score", "learned reward", "hostile", "dismissive", "on topic", "unattested bigrams", "KL", "length"];
        var table = new Table().Border(TableBorder.Simple).Title($"Means over {results.Prompts} test prompts").AddColumn("model");
        foreach (var metric in metrics.Append("distinct-2"))
        {
            table.AddColumn(new TableColumn(metric).RightAligned());
        }

        foreach (var model in results.Models)
        {
            table.AddRow([model.Model, .. metrics.Select(metric => Value(metric, model.Means[metric])), Number(model.CleanDistinct2)]);
        }

        return table;
    }

    private static Table Comparison(ModelComparison comparison, int prompts)
    {
        var table = new Table().Border(TableBorder.Simple)
            .Title(Markup.Escape($"{comparison.After} against {comparison.Before}, the same {prompts} prompts"))
            .AddColumn("metric");
        foreach (var column in new[] { "before", "after", "difference", "95 % interval", "p", "effect size" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var metric in comparison.Metrics)
        {
            table.AddRow(
                metric.Metric,
                Value(metric.Metric, metric.Before),
                Value(metric.Metric, metric.After),
                Signed(metric.Difference),
                $"{Signed(metric.Interval.Low)} to {Signed(metric.Interval.High)}",
                P(metric),
                metric.EffectSize.ToString("0.00", CultureInfo.InvariantCulture));
        }

        return table.Caption("p: sign-flip test, corrected for all rows (Holm). Effect size: mean / standard deviation of the differences.");
    }

    private static string P(PairedComparison metric) =>
        metric.AdjustedPValue < 0.001 ? "< 0.001" : metric.AdjustedPValue.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Value(string metric, double value) => metric is "hostile" or "dismissive" or "on topic" or "unattested bigrams"
        ? value.ToString("0.0 %", CultureInfo.InvariantCulture)
        : Number(value);

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 10 ? "0.0" : "0.000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);
}
