using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Workbench.Cli;

/// <summary>
/// Shows a download or the loading of a model while it runs: a bar on a terminal, plain lines in a log. The lines go to standard error, so
/// that standard output holds the result alone.
/// </summary>
internal static class TransferView
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs the work to its end.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="title">What is done.</param>
    /// <param name="patience">How long a log stays silent: what is over by then is not worth a line.</param>
    /// <param name="work">The work; it reports to what it is given, one report at a time.</param>
    public static T Show<T>(Terminal terminal, string title, TimeSpan patience, Func<IProgress<TransferProgress>, T> work) =>
        terminal.Live
            ? terminal.Out.Progress()
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn { Width = 24 },
                    new DownloadedColumn(),
                    new TransferSpeedColumn(),
                    new RemainingTimeColumn())
                .Start(context => work(new Bar(context, title)))
            : work(new Lines(terminal.Error, title, patience));

    /// <summary>Bytes for people: 512 B, 4.2 kB, 551.0 MB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };

    private sealed class Bar(ProgressContext context, string title) : IProgress<TransferProgress>
    {
        private readonly ProgressTask task = context.AddTask(Markup.Escape(title));

        public void Report(TransferProgress value)
        {
            task.MaxValue = Math.Max(1, value.TotalBytes);
            task.Value = value.TotalBytes == 0 ? 1 : value.Bytes;
            task.Description = $"{Markup.Escape(title)} [grey]{value.Items}/{value.TotalItems} {Markup.Escape(value.Item)}[/]";
        }
    }

    private sealed class Lines(IAnsiConsole output, string title, TimeSpan patience) : IProgress<TransferProgress>
    {
        private readonly long start = Stopwatch.GetTimestamp();
        private long lastLine;

        public void Report(TransferProgress value)
        {
            var done = value.Items == value.TotalItems;
            if (lastLine == 0 ? Stopwatch.GetElapsedTime(start) < patience : !done && Stopwatch.GetElapsedTime(lastLine) < LogInterval)
            {
                return;
            }

            lastLine = Stopwatch.GetTimestamp();
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{title}: {Size(value.Bytes)} of {Size(value.TotalBytes)}, {value.Items} of {value.TotalItems} {(done ? $"done in {elapsed:0.0} s" : value.Item)}"));
        }
    }
}
