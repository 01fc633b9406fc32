using Spectre.Console;

namespace Workbench.Cli;

/// <summary>Where a command writes: results to standard output, faults to standard error.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Live">Whether a person watches: progress bars are drawn. Otherwise plain lines are written, fit for a log.</param>
public sealed record Terminal(IAnsiConsole Out, IAnsiConsole Error, bool Live)
{
    /// <summary>The terminal of this process.</summary>
    public static Terminal Create()
    {
        var live = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("CI") is null;
        var output = On(Console.Out, Console.IsOutputRedirected, redirectedWidth: 120);
        // A fault is one line, however long.
        var error = On(Console.Error, Console.IsErrorRedirected, redirectedWidth: 10_000);
        return new Terminal(output, error, live);
    }

    private static IAnsiConsole On(TextWriter writer, bool redirected, int redirectedWidth)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = redirectedWidth;
        }

        return console;
    }
}
