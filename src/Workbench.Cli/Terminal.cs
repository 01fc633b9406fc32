using Spectre.Console;

namespace Workbench.Cli;

/// <summary>Where a command writes: results to standard output, faults to standard error.</summary>
public sealed class Terminal
{
    private readonly Lock gate = new();
    private Action<string>? board;

    /// <summary>Creates a terminal.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="live">Whether a person watches: progress bars are drawn. Otherwise plain lines are written, fit for a log.</param>
    public Terminal(IAnsiConsole output, IAnsiConsole error, bool live) => (Out, Error, Live) = (output, error, live);

    /// <summary>Standard output.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Standard error.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether a person watches.</summary>
    public bool Live { get; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal Create()
    {
        var live = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("CI") is null;
        var output = On(Console.Out, Console.IsOutputRedirected, redirectedWidth: 120);
        // A fault is one line, however long.
        var error = On(Console.Error, Console.IsErrorRedirected, redirectedWidth: 10_000);
        return new Terminal(output, error, live);
    }

    /// <summary>Tells the person something while work goes on: on the live display where there is one, else on standard error.</summary>
    public void Announce(string message)
    {
        lock (gate)
        {
            if (board is null)
            {
                Error.MarkupLineInterpolated($"[yellow]{message}[/]");
            }
            else
            {
                board(message);
            }
        }
    }

    /// <summary>Takes what is announced from now on; null gives it back to standard error.</summary>
    internal void ShowAnnouncements(Action<string>? on)
    {
        lock (gate)
        {
            board = on;
        }
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

        // A terminal that does not tell its size has a height of -1, which no live display fits.
        if (console.Profile.Height < 1)
        {
            console.Profile.Height = 24;
        }

        return console;
    }
}
