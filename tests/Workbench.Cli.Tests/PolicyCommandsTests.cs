using System.Diagnostics;
using System.Text.Json.Nodes;
using Workbench.Data;
using Workbench.Experiments;

namespace Workbench.Cli.Tests;

/// <summary>grpo, rloo, online-dpo and dpo as processes, from the models of a quick run.</summary>
[Collection(QuickRun.Collection)]
public sealed class PolicyCommandsTests(QuickRun quick) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-policies-").FullName;

    public static TheoryData<string> Names => new("grpo", "rloo", "online-dpo", "dpo");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_trains_a_model_that_can_be_compared_and_a_killed_run_goes_on_to_the_same_bits(string name)
    {
        var (whole, killed) = (Path.Combine(folder, "whole"), Path.Combine(folder, "killed"));

        var (code, output, error) = await WorkbenchProcess.RunAsync(Arguments(name, whole));

        Assert.True(code == ExitCode.Success, $"exit code {code}: {error}");
        Assert.Contains("Done: ", output);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(whole, "config.json")))!;
        Assert.Equal(1e-3, (double)config[name == "dpo" ? "dpo" : "group"]!["training"]!["optimizer"]!["learningRate"]!);
        var steps = RunFolder.Open(whole).Metrics(name).Count;
        Assert.True(steps >= 4, $"{steps} steps");

        await KilledOnce(Arguments(name, killed), killed, steps);
        (code, _, error) = await WorkbenchProcess.RunAsync(name, "--resume", killed);

        Assert.True(code == ExitCode.Success, $"exit code {code}: {error}");
        foreach (var file in new[] { "metrics.jsonl", Path.Combine("models", name, "model.safetensors") })
        {
            Assert.True(File.ReadAllBytes(Path.Combine(whole, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(killed, file))), file);
        }

        (code, output, error) = await WorkbenchProcess.RunAsync(
            "compare", quick.Model("sft"), whole, killed, "--reward", quick.Folder, "--out", Path.Combine(folder, "compared"),
            "--set", "compare.prompts=16", "--set", "compare.resamples=100", "--set", "replyTokens=16");
        Assert.True(code == ExitCode.Success, $"exit code {code}: {error}");
        Assert.Contains("whole/", output);
        Assert.Contains("95 % interval", output);
    }

    [Theory]
    [InlineData("grpo", "group.training.iterations is 0", "--set", "group.training.iterations=0")]
    [InlineData("rloo", "group.training.groupSize is 1", "--set", "group.training.groupSize=1")]
    [InlineData("online-dpo", "above 0 for online DPO", "--set", "group.training.klCoefficient=0")]
    [InlineData("dpo", "dpo.training.beta is NaN", "--set", "dpo.training.beta=NaN")]
    [InlineData("dpo", "Did you mean 'beta'?", "--set", "dpo.training.betta=1")]
    [InlineData("grpo", "expected one of grpo, rloo, onlineDpo. Did you mean 'grpo'?", "--set", "group.training.algorithm=gpro")]
    [InlineData("grpo", "Did you mean '--reward'?", "--rewards", "x")]
    [InlineData("rloo", "there is no such folder", "--reward", "missing/folder")]
    [InlineData("dpo", "has no option '--reward'", "--reward", "x")]
    [InlineData("grpo", "expected --data with it", "--columns", "message=x")]
    public async Task A_wrong_option_is_named_and_nothing_is_written(string name, string message, params string[] arguments)
    {
        string[] models = ["--model", quick.Model("sft"), .. name == "dpo" || arguments[0] == "--reward" ? [] : new[] { "--reward", quick.Model("reward") }];

        var (code, _, error) = await WorkbenchProcess.RunAsync([name, .. models, .. arguments, "--out", Path.Combine(folder, "run")]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(folder, "run")));
    }

    [Fact]
    public async Task Own_data_comes_with_its_columns()
    {
        var data = Path.Combine(folder, "own.csv");
        File.WriteAllText(data, "question,good,bad\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"i feel sad {i},i hear you,go away\n")));

        var (code, _, error) = await WorkbenchProcess.RunAsync(
            "dpo", "--model", quick.Model("sft"), "--data", data, "--columns", "message=question,chosen=good", "--columns", "rejected=bad",
            "--set", "dpo.training.batchSize=8", "--out", Path.Combine(folder, "run"));

        Assert.True(code == ExitCode.Success, $"exit code {code}: {error}");
        // A tenth is held out.
        Assert.Equal(2, (int)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "run", "dpo.json")))!["pairs"]!);
    }

    private string[] Arguments(string name, string run) => name == "dpo"
        ?
        [
            name, "--model", quick.Model("sft"), "--data", FewPreferences(), "--out", run, "--set", "dpo.training.batchSize=4",
            "--set", "dpo.training.optimizer.learningRate=1e-3", "--set", "dpo.checkpointEvery=1",
        ]
        :
        [
            name, "--model", quick.Model("sft"), "--reward", quick.Model("reward"), "--out", run, "--set", "group.training.iterations=4",
            "--set", "group.training.prompts=4", "--set", "group.training.groupSize=2", "--set", "group.training.miniBatchSize=4",
            "--set", "group.training.optimizer.learningRate=1e-3", "--set", "group.checkpointEvery=1", "--set", "group.evaluateEvery=2",
            "--set", "group.evaluationPrompts=8", "--set", "replyTokens=16",
        ];

    private string FewPreferences()
    {
        var path = Path.Combine(folder, "few.jsonl");
        var bundled = DataFolder.Find().Preferences;
        File.WriteAllLines(path, [
            .. File.ReadLines(Path.Combine(bundled, "pairs-train.jsonl")).Take(24), .. File.ReadLines(Path.Combine(bundled, "pairs-validation.jsonl")).Take(8),
        ]);
        return path;
    }

    // Killed as soon as a checkpoint is there, in the midst of whatever comes next.
    private static async Task KilledOnce(string[] arguments, string run, int steps)
    {
        using var process = WorkbenchProcess.Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var waited = Stopwatch.StartNew();
        while (!process.HasExited && !Directory.Exists(Path.Combine(run, "checkpoints", arguments[0], "2")) && waited.Elapsed < TimeSpan.FromMinutes(5))
        {
            await Task.Delay(20);
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        Assert.True(File.Exists(Path.Combine(run, "config.json")), $"{await output}{await error}");
        Assert.True(steps > 2);
    }
}
