using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>Watches a run to its end, and says how to go on where it was stopped.</summary>
internal static class RunView
{
    /// <param name="terminal">Where to show it.</param>
    /// <param name="command">The command that takes --resume, such as "run".</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="events">The run as it happens.</param>
    /// <returns>Whether it came to its end.</returns>
    public static bool Watch(Terminal terminal, string command, RunFolder run, IEnumerable<ExperimentEvent> events)
    {
        using var ahead = events.GetEnumerator();
        try
        {
            // What is wrong with the inputs shows before the first event, and then there is no folder to speak of.
            var any = ahead.MoveNext();
            terminal.Out.WriteLine($"Run folder: {RunPaths.Short(run.Folder)}");
            if (any)
            {
                ProgressView.Show(terminal, From(ahead));
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine($"Stopped. Go on with: workbench {command} --resume {RunPaths.Short(run.Folder)}");
            return false;
        }
    }

    private static IEnumerable<ExperimentEvent> From(IEnumerator<ExperimentEvent> current)
    {
        do
        {
            yield return current.Current;
        }
        while (current.MoveNext());
    }
}
