using Workbench.Experiments;

namespace Workbench.Charts;

/// <summary>The report of a comparison of models: everything that it shows comes out of the run's folder.</summary>
public static class ComparisonReport
{
    /// <summary>Writes report.html.</summary>
    /// <param name="run">A finished comparison.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="WorkbenchException">The comparison is not finished, or a file of it is damaged.</exception>
    public static string Write(RunFolder run)
    {
        var path = run.Path(RunReport.FileName);
        Page(run).Save(path);
        return path;
    }

    private static HtmlPage Page(RunFolder run)
    {
        var results = run.ReadJson<ComparisonResults>(ComparisonResults.FileName);
        var samples = run.Samples().Where(sample => sample.Stage == QuickExperiment.Stages.Compare).ToArray();
        var first = results.Comparisons[0];
        string[] scores = [.. first.Metrics.Select(metric => metric.Metric).Where(ReplyMetric.IsScore)];
        var page = new HtmlPage(
            results.Comparisons.Count == 1
                ? $"{ReportWords.Model(first.After)} against {ReportWords.Model(first.Before)}"
                : $"{results.Models.Count} models on the same prompts",
            $"Every model answered the same {results.Prompts} prompts with the same luck, and the replies are compared prompt by prompt.");

        page.Heading("What came out")
            .Add(new NumberCards([.. results.Comparisons.SelectMany(comparison => scores.Select(score => ComparisonParts.Card(
                results.Comparisons.Count == 1 ? score : $"{score}, {ReportWords.Model(comparison.After)}", comparison[score])))]))
            .List(results.Conclusion)
            .Add(ComparisonParts.Means(results));

        page.Heading("Distributions of the scores", "Distributions");
        foreach (var pair in scores.Chunk(2))
        {
            page.AddPair([.. pair.Select(score => ComparisonParts.Distributions(samples, results.Models.Select(model => model.Model), score, score))]);
        }

        foreach (var comparison in results.Comparisons)
        {
            page.Heading($"{ReportWords.Model(comparison.After)} against {ReportWords.Model(comparison.Before)}").AddDifferences(comparison);
        }

        page.Heading("The replies that changed most", "Replies side by side");
        page.Paragraph($"Sorted by the change of {scores[0]} from {ReportWords.Model(first.Before)} to {ReportWords.Model(first.After)}: first where it rose, then where it fell.");
        page.Add(ComparisonParts.SideBySide(samples, results, first, scores[0], [.. scores.Select(score => (score, score))]));

        page.Heading("What could fool you");
        page.List(
        [
            "The intervals cover the luck of the prompts, not the luck of another training run: repeat with other seeds.",
            "A score that a model was trained on is no proof of better replies. Take one that no training looked at, and read the replies.",
            "Several metrics are compared. The p values allow for all of them; the intervals do not.",
        ]);
        return page.AddOrigin(run);
    }
}
