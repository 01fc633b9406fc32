using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli.Tests;

public sealed class RunViewTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-view-").FullName;
    private readonly StringWriter written = new() { NewLine = "\n" };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_finished_run_has_nothing_left_to_show(bool live)
    {
        Assert.True(RunView.Watch(Terminal(live), "run", RunFolder.Create(folder), []));
        Assert.Contains("Run folder", written.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stopped_run_says_how_to_go_on(bool live)
    {
        Assert.False(RunView.Watch(Terminal(live), "sft", RunFolder.Create(folder), Stopped()));
        Assert.Contains("workbench sft --resume", written.ToString());

        static IEnumerable<ExperimentEvent> Stopped()
        {
            yield return new ExperimentEvent.StageStarted("sft", "Supervised fine-tuning", 2);
            yield return new ExperimentEvent.StageStepped("sft", 1, [new("loss", 1)], 10);
            throw new OperationCanceledException();
        }
    }

    private Terminal Terminal(bool live)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = live ? AnsiSupport.Yes : AnsiSupport.No, Out = new AnsiConsoleOutput(written),
        });
        (console.Profile.Width, console.Profile.Height) = (100, 40);
        return new Terminal(console, console, live);
    }
}
