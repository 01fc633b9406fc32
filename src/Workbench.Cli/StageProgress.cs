using System.Diagnostics;
using System.Globalization;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>How far a stage is and how fast it goes, as text.</summary>
internal sealed class StageProgress(ExperimentEvent.StageStarted started)
{
    private readonly long start = Stopwatch.GetTimestamp();
    private const int MostWarnings = 4;

    private readonly List<string> warnings = [];
    private TimeSpan? total;
    private ExperimentEvent.StageStepped? last;
    private long tokens;
    private int steps;

    /// <summary>What the stage does.</summary>
    public string Title => started.Title;

    /// <summary>How many steps it takes.</summary>
    public int Steps => started.Steps;

    /// <summary>The share that is done, in [0, 1].</summary>
    public double Share => Outcome is not null ? 1 : Math.Clamp((double)(last?.Step ?? started.DoneSteps) / Math.Max(1, Steps), 0, 1);

    /// <summary>What came out; null while it runs.</summary>
    public string? Outcome { get; private set; }

    /// <summary>The figures of the last step and the tokens a second.</summary>
    public string Figures
    {
        get
        {
            var figures = (last?.Figures ?? []).Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:0.###}"));
            var speed = tokens / Time.TotalSeconds;
            return string.Join("  ", speed > 0 ? figures.Append(string.Create(CultureInfo.InvariantCulture, $"{speed:#,0} tokens/s")) : figures);
        }
    }

    /// <summary>How long it has taken.</summary>
    public string Elapsed => Duration(Time);

    /// <summary>How long it will still take; empty where that is not known.</summary>
    public string TimeLeft => last is null || last.Step >= Steps ? "" : $"{Duration(Time / steps * (Steps - last.Step))} left";

    private TimeSpan Time => total ?? Stopwatch.GetElapsedTime(start);

    /// <summary>What was warned of, the last ones.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>A warning in one line.</summary>
    public static string Warning(ExperimentEvent.Warned warned) =>
        warned.Step == 0 ? $"warning: {warned.Message}" : $"warning, {warned.Stage} {warned.Step}: {warned.Message}";

    public void Add(ExperimentEvent.Warned warned)
    {
        warnings.Add(Warning(warned));
        if (warnings.Count > MostWarnings)
        {
            warnings.RemoveAt(0);
        }
    }

    public void Add(ExperimentEvent.StageStepped step)
    {
        last = step;
        tokens += step.Tokens;
        steps++;
    }

    public void Finish(ExperimentEvent.StageFinished finished)
    {
        total = Time;
        Outcome = finished.PeakBytes is { } peak ? $"{finished.Outcome}, at most {TransferView.Size(peak)} of memory" : finished.Outcome;
    }

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s"
        : time.TotalSeconds >= 10 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
