using Microsoft.Data.Analysis;
using Workbench.Data;

namespace Workbench.Experiments;

/// <summary>The files of a run as data frames.</summary>
public static class RunFrames
{
    /// <summary>metrics.jsonl: a row for each step, a column for each figure.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stage">One part of it, such as "ppo"; by default all.</param>
    public static DataFrame MetricsFrame(this RunFolder run, string? stage = null) => run.Metrics(stage).ToDataFrame();

    /// <summary>samples.jsonl: a row for each reply, its scores in columns named "scores.…".</summary>
    /// <param name="run">The run.</param>
    public static DataFrame SamplesFrame(this RunFolder run) => run.Samples().ToDataFrame();
}
