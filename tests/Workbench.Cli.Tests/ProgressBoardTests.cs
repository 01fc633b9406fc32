using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli.Tests;

public sealed class ProgressBoardTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_line_fits_the_width(int width)
    {
        var board = new ProgressBoard();
        board.Add(new ExperimentEvent.StageStarted("sft", "Supervised fine-tuning", 10));
        board.Add(new ExperimentEvent.StageFinished("sft", "loss 0.432 nats a token"));
        board.Add(new ExperimentEvent.StageStarted("ppo", "PPO with a KL penalty", 60));
        board.Add(new ExperimentEvent.StageStepped("ppo", 6, [new("reward", -0.12345), new("KL", 12.3), new("loss", 0.009)], 100_000));
        board.Announce("Stopping after this step; press Ctrl-C again to stop at once.");

        var lines = Written(board, width).TrimEnd().Split('\n');

        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 1, width));
        Assert.StartsWith("PPO with a KL", lines[2]);
        if (width >= 80)
        {
            Assert.Contains("10 %", lines[2]);
            Assert.Contains("left", lines[2]);
            Assert.Contains("reward -0.123  KL 12.3  loss 0.009", lines[3]);
            Assert.Contains("tokens/s", lines[3]);
        }
    }

    [Fact]
    public void A_long_title_leaves_the_bar_its_place()
    {
        var board = new ProgressBoard();
        board.Add(new ExperimentEvent.StageStarted("sft", "Supervised fine-tuning, trainable parameters: 3,538,944 of 251,116,800 (1.41 %), 12 records left out", 10));
        board.Add(new ExperimentEvent.StageStepped("sft", 5, [new("loss", 0.5)], 100));

        var lines = Written(board, 80).TrimEnd().Split('\n');

        Assert.StartsWith("Supervised fine-tuning: trainable parameters: 3,538,944 of 251,116,800", lines[0]);
        Assert.Contains("50 %", lines[1]);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 1, 80));
    }

    [Fact]
    public void A_stage_that_goes_on_begins_where_it_was_stopped()
    {
        var board = new ProgressBoard();
        board.Add(new ExperimentEvent.StageStarted("ppo", "PPO", 60, DoneSteps: 30));

        Assert.Contains("50 %", Written(board, 80));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(80)]
    public void A_warning_is_shown_whole_below_its_stage(int width)
    {
        var board = new ProgressBoard();
        board.Add(new ExperimentEvent.StageStarted("ppo", "PPO", 60));
        board.Add(new ExperimentEvent.Warned("ppo", 0, "Kl.Coefficient is 0: without a penalty the policy will exploit the reward."));
        board.Add(new ExperimentEvent.Warned("ppo", 7, "Only 10 % of the responses differ."));

        var lines = Written(board, width).TrimEnd().Split('\n');

        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, width));
        var text = string.Join(' ', string.Join(' ', lines.Select(line => line.Trim())).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("warning: Kl.Coefficient is 0: without a penalty the policy will exploit the reward. warning, ppo 7: Only 10 % of the responses differ.", text);
    }

    private static string Written(ProgressBoard board, int width)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Write(board);
        return writer.ToString();
    }
}
