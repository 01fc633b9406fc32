using System.Diagnostics;
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
        if (terminal.Live)
        {
            Draw(terminal, experiment);
        }
        else
        {
            Log(terminal, experiment);
        }
    }

    private static void Draw(Terminal terminal, IEnumerable<ExperimentEvent> experiment)
    {
        var board = new ProgressBoard();
        terminal.Out.Live(board).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Top).Start(context =>
        {
            terminal.ShowAnnouncements(message =>
            {
                board.Announce(message);
                context.Refresh();
            });
            try
            {
                foreach (var happening in experiment)
                {
                    board.Add(happening);
                    context.Refresh();
                }
            }
            finally
            {
                terminal.ShowAnnouncements(null);
                board.Announce(null);
                context.Refresh();
            }
        });
    }

    private static void Log(Terminal terminal, IEnumerable<ExperimentEvent> experiment)
    {
        StageProgress? stage = null;
        long lastLine = 0;
        foreach (var happening in experiment)
        {
            switch (happening)
            {
                case ExperimentEvent.StageStarted started:
                    stage = new StageProgress(started);
                    lastLine = 0;
                    terminal.Out.WriteLine($"{started.Title} ({started.Steps} steps{(started.DoneSteps > 0 ? $", {started.DoneSteps} done before" : "")})");
                    break;
                case ExperimentEvent.StageStepped stepped:
                    stage!.Add(stepped);
                    if (lastLine == 0 || stepped.Step == stage.Steps || Stopwatch.GetElapsedTime(lastLine) > LogInterval)
                    {
                        terminal.Out.WriteLine($"  {stepped.Stage} {stepped.Step}/{stage.Steps}  {stage.Figures}  {stage.TimeLeft}".TrimEnd());
                        lastLine = Stopwatch.GetTimestamp();
                    }

                    break;
                case ExperimentEvent.Warned warned:
                    terminal.Out.Profile.Out.Writer.WriteLine($"  {StageProgress.Warning(warned)}");
                    break;
                case ExperimentEvent.StageFinished finished:
                    stage!.Finish(finished);
                    terminal.Out.WriteLine($"  done in {stage.Elapsed}: {stage.Outcome}");
                    break;
            }
        }
    }
}
