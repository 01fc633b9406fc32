using System.Globalization;
using Workbench.Evaluation;
using Workbench.Evaluation.Statistics;
using Workbench.Experiments;

namespace Workbench.Charts;

/// <summary>The report of several runs that differ in their seed.</summary>
public static class SeedReport
{
    /// <summary>Writes report.html.</summary>
    /// <param name="study">What the runs say together.</param>
    /// <param name="folder">Where to write; made if it is missing.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static string Write(SeedStudy study, string folder)
    {
        var path = Path.Combine(folder, RunReport.FileName);
        Page(study).Save(path);
        return path;
    }

    private static HtmlPage Page(SeedStudy study)
    {
        var page = new HtmlPage(
            $"The same experiment with {study.Seeds.Count} seeds",
            "One run shows what one seed did; several show what the method does. Every run counts the same.");
        page.Heading("What came out").List(study.Questions.SelectMany(question => question.Metrics
            .Where(metric => ReplyMetric.IsScore(metric.Metric))
            .Select(metric => $"{ReportWords.Model(question.After)} against {ReportWords.Model(question.Before)}. {metric.PlainSentence}")));
        foreach (var question in study.Questions)
        {
            page.Heading($"{ReportWords.Model(question.After)} against {ReportWords.Model(question.Before)}").Add(Table(question));
            page.AddPair([.. question.Metrics.Where(metric => ReplyMetric.IsScore(metric.Metric)).Select(Seeds)]);
        }

        page.Heading("What could fool you");
        page.List(
        [
            "With two or three seeds even an interval over seeds rests on two or three numbers.",
            "A reward model that each run trained for itself has a scale of its own in each run, so its score is not averaged here.",
            "Seeds vary the training and the luck of sampling. They do not vary the data, the model or the settings.",
        ]);
        return page.Heading("The runs").List(study.Runs.Zip(study.Seeds, (run, seed) => FormattableString.Invariant($"seed {seed}: {run}")));
    }

    private static HtmlTable Table(SeedQuestion question) => HtmlTable.Of(
        question.Metrics,
        [
            new("metric", metric => ReportWords.Directed(metric.PerSeed[0])),
            new("before", metric => ReportWords.Amount(metric.Metric, metric.Before)),
            new("after", metric => ReportWords.Amount(metric.Metric, metric.After)),
            new("difference", metric => ReportWords.Change(metric.Metric, metric.Difference)),
            new("seeds and prompts, 95 %", metric => Interval(metric, metric.Interval)),
            new("seeds alone, 95 %", metric => metric.SeedInterval is { } seeds ? Interval(metric, seeds) : ""),
            new("p", metric => metric.SeedPValue is not { } p ? "" : p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture)),
            new("agreeing", metric => $"{metric.Agreeing} of {metric.Seeds.Count}"),
        ],
        "Means over the runs",
        "Intervals: by the bootstrap over seeds and prompts, which is too narrow with few seeds, and by Student's t over the seeds' differences, whose p is shown. Agreeing: runs that moved in the direction of the mean.");

    private static Figure Seeds(SeedComparison metric) => Figures.ForestPlot(
        $"Change of {metric.Metric} with 95 % interval",
        [
            .. metric.PerSeed.Select((seed, i) => new Effect(
                FormattableString.Invariant($"seed {metric.Seeds[i]}"), seed.Difference, Math.Min(seed.Interval.Low, seed.Difference), Math.Max(seed.Interval.High, seed.Difference))),
            new Effect("all seeds", metric.Difference, Math.Min(metric.Interval.Low, metric.Difference), Math.Max(metric.Interval.High, metric.Difference)),
        ]).Titled($"{metric.Metric}, seed by seed");

    private static string Interval(SeedComparison metric, ConfidenceInterval interval) =>
        $"{ReportWords.Change(metric.Metric, interval.Low)} to {ReportWords.Change(metric.Metric, interval.High)}";
}
