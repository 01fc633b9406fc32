using System.Globalization;
using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Charts;

/// <summary>What reports show of a comparison: its tables, its figures, and the replies themselves.</summary>
internal static class ComparisonParts
{
    // The prompts whose replies are shown side by side: those that changed most, up and down.
    private const int SamplesShown = 12;

    /// <summary>One metric, before and after.</summary>
    public static NumberCard Card(string label, PairedComparison metric) => new(
        label,
        $"{ReportWords.Amount(metric.Metric, metric.Before)} \u2192 {ReportWords.Amount(metric.Metric, metric.After)}",
        $"95 % interval of the change: {ReportWords.Change(metric.Metric, metric.Interval.Low)} to {ReportWords.Change(metric.Metric, metric.Interval.High)}");

    /// <summary>The mean of every metric for every model.</summary>
    public static HtmlTable Means(ComparisonResults results)
    {
        var byGold = results.Models.All(model => model.CleanDistinct2 is not null);
        return HtmlTable.Of(
            results.Models,
            [
                new("model", model => ReportWords.Model(model.Model)),
                .. results.Comparisons[0].Metrics.Select(metric => new TableColumn<ModelSummary>(
                    ReportWords.Directed(metric), model => ReportWords.Amount(metric.Metric, model.Means[metric.Metric]))),
                .. byGold
                    ? [
                        new("gold, seen topics", model => model.Means["gold score, seen topics"], "0.00"),
                        new("gold, new topics", model => model.Means["gold score, held-out topics"], "0.00"),
                    ]
                    : Array.Empty<TableColumn<ModelSummary>>(),
                new("distinct-2", model => model.Distinct2, "0.00"),
                .. byGold ? [new("clean distinct-2", model => model.CleanDistinct2!.Value, "0.00")] : Array.Empty<TableColumn<ModelSummary>>(),
            ],
            "Means over all test prompts, model by model",
            "Percentages are shares of replies (bigrams: of word pairs); KL is in nats a reply, length in words."
                + (byGold ? " Clean distinct-2 counts only word pairs that the corpus has: word salad does not raise it." : ""));
    }

    /// <summary>Adds every metric of two models, prompt by prompt, and a picture of the effect sizes where any differs.</summary>
    public static HtmlPage AddDifferences(this HtmlPage page, ModelComparison comparison)
    {
        page.Add(Differences(comparison));
        return comparison.Metrics.Where(metric => metric.EffectSize != 0).ToArray() is { Length: > 0 } differing ? page.Add(EffectSizes(differing)) : page;
    }

    private static HtmlTable Differences(ModelComparison comparison) => HtmlTable.Of(
        comparison.Metrics,
        [
            new("metric", ReportWords.Directed),
            new("before", metric => ReportWords.Amount(metric.Metric, metric.Before)),
            new("after", metric => ReportWords.Amount(metric.Metric, metric.After)),
            new("difference", metric => ReportWords.Change(metric.Metric, metric.Difference)),
            new("95 % from", metric => ReportWords.Change(metric.Metric, metric.Interval.Low)),
            new("to", metric => ReportWords.Change(metric.Metric, metric.Interval.High)),
            new("p", metric => metric.AdjustedPValue < 0.001 ? "< 0.001" : metric.AdjustedPValue.ToString("0.000", CultureInfo.InvariantCulture)),
            new("effect size d", metric => metric.EffectSize, "+0.00;-0.00;0.00"),
            new("rises", metric => metric.Rises),
            new("falls", metric => metric.Falls),
        ],
        $"{ReportWords.Model(comparison.After)} against {ReportWords.Model(comparison.Before)}, prompt by prompt",
        "\u2191 more is better, \u2193 less is better. Intervals by the BCa bootstrap; p by the sign-flip test, corrected for all rows (Holm); effect size: mean over standard deviation of the differences.");

    private static Figure EffectSizes(IReadOnlyList<PairedComparison> metrics) => Figures.ForestPlot(
        "Effect size d with 95 % interval",
        [.. metrics.Select(metric => new Effect(
            ReportWords.Directed(metric), metric.EffectSize, Scaled(metric, metric.Interval.Low), Scaled(metric, metric.Interval.High)))])
        .Titled("How large the differences are");

    /// <summary>The distributions of a metric.</summary>
    /// <param name="samples">Every reply of every model.</param>
    /// <param name="models">Whose are shown.</param>
    /// <param name="metric">Its name in the samples.</param>
    /// <param name="title">Its name for a reader.</param>
    /// <param name="unit">What its axis counts; empty for nothing.</param>
    public static Figure Distributions(RunSample[] samples, IEnumerable<string> models, string metric, string title, string unit = "") =>
        Figures.RewardDistributions(
            unit.Length > 0 ? $"{title} ({unit})" : title,
            [.. models.Select(model => new Sample(ReportWords.Model(model), Scores(samples, model, metric)))]).Titled(title);

    /// <summary>A metric of every reply of a model, in the order of the prompts.</summary>
    public static double[] Scores(RunSample[] samples, string model, string metric) =>
        [.. samples.Where(sample => sample.Model == model).Select(sample => sample.Scores[metric])];

    /// <summary>The replies to the prompts where a metric rose and fell most.</summary>
    /// <param name="samples">Every reply of every model.</param>
    /// <param name="results">The comparison.</param>
    /// <param name="main">The two models that the change is between.</param>
    /// <param name="metric">The metric that changes.</param>
    /// <param name="noted">What is said of each reply: a short name and the metric.</param>
    public static SampleComparison SideBySide(
        RunSample[] samples, ComparisonResults results, ModelComparison main, string metric, IReadOnlyList<(string Name, string Metric)> noted)
    {
        var byModel = samples.GroupBy(sample => sample.Model).ToDictionary(group => group.Key, group => group.ToArray());
        double Change(int i) => byModel[main.After][i].Scores[metric] - byModel[main.Before][i].Scores[metric];
        int[] ranked = [.. Enumerable.Range(0, results.Prompts).OrderByDescending(Change)];
        var shown = ranked.Length <= SamplesShown ? ranked : [.. ranked[..(SamplesShown / 2)], .. ranked[^(SamplesShown / 2)..]];
        return new SampleComparison([.. shown.Select(i => new PromptAnswers(
            byModel[main.Before][i].Prompt,
            [.. results.Models.Select(model => byModel[model.Model][i]).Select(sample => new Answer(
                ReportWords.Model(sample.Model),
                sample.Response,
                string.Join(", ", noted.Select(one => $"{one.Name} {ReportWords.Amount(one.Metric, sample.Scores[one.Metric])}"))))],
            $"{metric} {ReportWords.Change(metric, Change(i))} from {ReportWords.Model(main.Before)} to {ReportWords.Model(main.After)}"))]);
    }

    private static double Scaled(PairedComparison metric, double difference) => difference * metric.EffectSize / metric.Difference;
}
