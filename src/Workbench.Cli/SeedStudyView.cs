using Spectre.Console;
using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>Prints what runs with several seeds show together.</summary>
internal static class SeedStudyView
{
    /// <summary>A table for each pair of models, then what the scores mean in words.</summary>
    public static void Show(Terminal terminal, SeedStudy study)
    {
        foreach (var question in study.Questions)
        {
            terminal.Out.WriteLine();
            terminal.Out.Write(Table(question, study.Seeds.Count));
        }

        terminal.Out.WriteLine();
        foreach (var question in study.Questions)
        {
            foreach (var metric in question.Metrics.Where(metric => ReplyMetric.IsScore(metric.Metric)))
            {
                terminal.Out.WriteLine($"{question.After} against {question.Before}. {metric.PlainSentence}");
            }
        }
    }

    private static Table Table(SeedQuestion question, int seeds)
    {
        var table = MetricTable.Ruled(
            $"{question.After} against {question.Before}, {seeds} seeds", ["metric", "before", "after", "difference", "95 % interval", "by seeds alone", "agreeing"]);
        foreach (var metric in question.Metrics)
        {
            table.AddRow(
                metric.Metric,
                MetricTable.Value(metric.Metric, metric.Before),
                MetricTable.Value(metric.Metric, metric.After),
                MetricTable.Signed(metric.Metric, metric.Difference),
                MetricTable.Interval(metric.Metric, metric.Interval),
                metric.SeedInterval is { } alone ? MetricTable.Interval(metric.Metric, alone) : "",
                $"{metric.Agreeing} of {seeds}");
        }

        return table.Caption(
            "Interval: bootstrap over seeds and prompts; by seeds alone: Student's t. Agreeing: runs that moved in the direction of the mean.");
    }
}
