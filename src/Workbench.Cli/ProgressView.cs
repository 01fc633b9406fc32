using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>Shows an experiment while it runs: bars on a terminal, plain lines in a log.</summary>
internal static class ProgressView
{
    // A log gets a line for a stage's first and last step, and in between no more often than this.
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs the experiment to its end, or until the token is cancelled (the experiment itself stops after its step).</summary>
    public static void Show(Terminal terminal, IEnumerable<ExperimentEvent> experiment)
    {
        if (!terminal.Live)
        {
            Log(terminal, experiment);
            return;
        }

        terminal.Out.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 24 },
                new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => Draw(context, experiment));
    }

    private static void Draw(ProgressContext context, IEnumerable<ExperimentEvent> experiment)
    {
        ProgressTask? task = null;
        Pace? pace = null;
        var title = "";
        foreach (var happening in experiment)
        {
            switch (happening)
            {
                case ExperimentEvent.StageStarted started:
                    title = Markup.Escape(started.Title);
                    task = context.AddTask(title, maxValue: Math.Max(1, started.Steps));
                    task.Value = started.DoneSteps;
                    pace = new Pace();
                    break;
                case ExperimentEvent.StageStepped stepped:
                    pace!.Add(stepped.Tokens);
                    task!.Value = stepped.Step;
                    task.Description = $"{title} [grey]{Markup.Escape(Text(stepped, pace))}[/]";
                    break;
                case ExperimentEvent.StageFinished finished:
                    task!.Value = task.MaxValue;
                    task.Description = $"{title} [green]{Markup.Escape(finished.Outcome)}[/]";
                    task.StopTask();
                    break;
            }
        }
    }

    private static void Log(Terminal terminal, IEnumerable<ExperimentEvent> experiment)
    {
        var pace = new Pace();
        var steps = 0;
        long lastLine = 0;
        foreach (var happening in experiment)
        {
            switch (happening)
            {
                case ExperimentEvent.StageStarted started:
                    terminal.Out.WriteLine($"{started.Title} ({started.Steps} steps{(started.DoneSteps > 0 ? $", {started.DoneSteps} done before" : "")})");
                    (pace, steps, lastLine) = (new Pace(), started.Steps, 0);
                    break;
                case ExperimentEvent.StageStepped stepped:
                    pace.Add(stepped.Tokens);
                    if (lastLine == 0 || stepped.Step == steps || Stopwatch.GetElapsedTime(lastLine) > LogInterval)
                    {
                        terminal.Out.WriteLine($"  {stepped.Stage} {stepped.Step}/{steps}  {Text(stepped, pace)}  {pace.TimeLeft(steps - stepped.Step)}");
                        lastLine = Stopwatch.GetTimestamp();
                    }

                    break;
                case ExperimentEvent.StageFinished finished:
                    terminal.Out.WriteLine($"  done in {Duration(pace.Elapsed)}: {finished.Outcome}");
                    break;
            }
        }
    }

    private static string Text(ExperimentEvent.StageStepped step, Pace pace)
    {
        var figures = step.Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:0.###}"));
        return string.Join("  ", pace.TokensPerSecond is > 0 and var speed
            ? figures.Append(string.Create(CultureInfo.InvariantCulture, $"{speed:#,0} tokens/s"))
            : figures);
    }

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>Speed since the stage began.</summary>
    private sealed class Pace
    {
        private readonly long start = Stopwatch.GetTimestamp();
        private long tokens;
        private int steps;

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

        public double TokensPerSecond => tokens / Elapsed.TotalSeconds;

        public void Add(long stepTokens)
        {
            tokens += stepTokens;
            steps++;
        }

        public string TimeLeft(int stepsLeft) => stepsLeft == 0 ? "" : $"{Duration(Elapsed / steps * stepsLeft)} left";
    }
}
