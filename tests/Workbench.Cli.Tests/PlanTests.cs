using System.Text.Json.Nodes;
using Spectre.Console;
using Workbench.Checkpoints;
using Workbench.Experiments;
using Workbench.Models;
using Workbench.Planning;
using Workbench.Text;

namespace Workbench.Cli.Tests;

public sealed class PlanTests : IDisposable
{
    // Wide enough for tensors to outweigh the process itself.
    private static readonly ModelConfig Config = ModelConfig.Parse(
        """{"model_type":"gpt2","vocab_size":24000,"n_positions":128,"n_embd":128,"n_layer":2,"n_head":4}""");

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    [UnixFact]
    public async Task Fine_tuning_takes_what_was_planned() => await TakesWhatWasPlanned(
        "sft", "--model", Model(), "--set", "sft.examples=32", "--set", "sft.training.steps=1");

    [UnixFact]
    public async Task Ppo_takes_what_was_planned() => await TakesWhatWasPlanned(
        "ppo", "--model", Model(), "--reward", Reward(), "--set", "ppo.prompts=32", "--set", "ppo.training.iterations=1",
        "--set", "ppo.training.batchSize=16", "--set", "ppo.training.miniBatchSize=8", "--set", "ppo.training.epochs=1");

    [Theory]
    [InlineData("sft")]
    [InlineData("reward")]
    [InlineData("ppo")]
    [InlineData("grpo")]
    [InlineData("rloo")]
    [InlineData("online-dpo")]
    [InlineData("dpo")]
    public async Task Every_stage_can_be_planned_and_nothing_is_written(string stage)
    {
        string[] reward = stage is "sft" or "reward" or "dpo" ? [] : ["--reward", Reward()];
        string[] inputs = ["--model", Model(), .. reward];
        var before = Directory.GetFileSystemEntries(folder);
        var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        Assert.Equal(ExitCode.Success, await CommandLine.RunAsync(["plan", stage, .. inputs], new Terminal(console, console, live: false)));
        Assert.Contains("together", written.ToString());
        Assert.Contains("It fits", written.ToString());
        Assert.Equal(before, Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void What_does_not_fit_says_which_option_to_lower()
    {
        var plan = new MemoryPlan("ppo", new MemoryTarget(OnCpu: true, Workers: 2), [new("update", [new("process", 100, false), new("activations", 900)])]);
        Assert.Equal(
            "The fullest moment is the update: 1.0 kB. It does not fit: 10 B are free; lower ppo.training.microBatchSize.",
            PlanView.Verdict(plan, "ppo", free: 10));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task TakesWhatWasPlanned(params string[] stage)
    {
        var run = Path.Combine(folder, "run");
        var (planned, output, error) = await WorkbenchProcess.RunAsync(["plan", .. stage]);
        Assert.Equal((ExitCode.Success, ""), (planned, error));
        var predicted = Bytes(output.Split('\n').Single(line => line.Contains("together", StringComparison.Ordinal)));
        var (code, finished, fault) = await WorkbenchProcess.RunAsync([.. stage, "--out", run]);
        Assert.Equal((ExitCode.Success, ""), (code, fault));
        Assert.Matches(@"at most \d+(\.\d+)? [MG]B of memory", finished);
        var measured = (double)JsonNode.Parse(File.ReadAllText(Path.Combine(run, "memory.json")))![stage[0]]!;
        Assert.True(Math.Abs(predicted - measured) < 0.15 * measured, $"planned {predicted / 1e6:0} MB, measured {measured / 1e6:0} MB");
    }

    // The largest of the line.
    private static double Bytes(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        return words.Chunk(2).Max(pair => double.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture) * (pair[1] == "GB" ? 1e9 : 1e6));
    }

    private string Model() => Saved("model", Config, head: false);

    private string Reward() => Saved("reward", ModelConfig.Parse(
        """{"model_type":"gpt2","vocab_size":24000,"n_positions":128,"n_embd":32,"n_layer":1,"n_head":2}"""), head: true);

    private string Saved(string name, ModelConfig config, bool head)
    {
        var path = Path.Combine(folder, name);
        if (!Directory.Exists(path))
        {
            using var model = LanguageModels.Initialise(config, seed: 1);
            using var scalar = head ? ScalarHead.For(model, seed: 1) : null;
            LanguageModels.Save(model, path, scalarHead: scalar);
            TokenizerFolder.Save(TokenizerFolder.Load(StageRuns.BundledModel()), path);
        }

        return path;
    }
}
