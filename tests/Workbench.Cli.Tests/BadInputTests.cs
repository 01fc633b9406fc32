namespace Workbench.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-bad-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("there is no option 'ppo.training.iteratons'. Did you mean 'iterations'?", "run", "quick", "--set", "ppo.training.iteratons=3")]
    [InlineData("Did you mean 'quick'?", "run", "quik")]
    [InlineData("cannot be read", "run", "quick", "--config", "missing.json")]
    [InlineData("there is no such folder", "generate", "--prompt", "Hello.", "--model", "missing")]
    [InlineData("--model is missing", "ppo")]
    [InlineData("not a run folder", "run", "--resume", "missing")]
    [InlineData("ppo.training.iterations is 0", "run", "quick", "--set", "ppo.training.iterations=0")]
    public async Task It_is_answered_in_one_line_with_exit_code_2(string message, params string[] arguments)
    {
        // Names of files and folders that do not exist are looked for in an empty folder.
        var inFolder = arguments.Select(argument => argument.StartsWith("missing", StringComparison.Ordinal) ? Path.Combine(folder, argument) : argument);
        string[] output = arguments[0] == "generate" || arguments.Contains("--resume") ? [] : ["--out", Path.Combine(folder, "run")];

        var (code, _, error) = await WorkbenchProcess.RunAsync([.. inFolder, .. output]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("config.json", "truncated")]
    [InlineData("config.json", "missing")]
    [InlineData("config.json", "{\"model_type\":\"gpt2\",\"n_embd\":128,\"n_layer\":2,\"n_head\":4,\"n_positions\":112,\"vocab_size\":1024}", "has shape [1024, 96], the configuration asks for [1024, 128]")]
    [InlineData("config.json", "{\"model_type\":\"gpt2\",\"n_embd\":1000000000,\"n_layer\":1000000000,\"n_head\":1,\"vocab_size\":1024}")]
    [InlineData("config.json", "{\"model_type\":\"gpt5\"}")]
    [InlineData("vocab.json", "truncated")]
    [InlineData("tokenizer.json", "truncated")]
    [InlineData("merges.txt", "\0\0\0")]
    [InlineData("model.safetensors", "truncated")]
    [InlineData("model.safetensors", "missing")]
    [InlineData("model.safetensors", "empty")]
    [InlineData("model.safetensors", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f{}")]
    public async Task A_damaged_file_of_a_model_is_named(string file, string damage, string? fault = null)
    {
        var model = CopyOfTheBundledModel();
        var path = Path.Combine(model, file);
        switch (damage)
        {
            case "missing":
                File.Delete(path);
                break;
            case "truncated":
                using (var stream = File.OpenWrite(path))
                {
                    stream.SetLength(stream.Length / 2);
                }

                break;
            default:
                File.WriteAllBytes(path, damage == "empty" ? [] : System.Text.Encoding.Latin1.GetBytes(damage));
                break;
        }

        // Either file of the tokenizer may be the one that is read; the damaged one need not be.
        if (file is "vocab.json" or "merges.txt")
        {
            File.Delete(Path.Combine(model, "tokenizer.json"));
        }

        await Refused(fault ?? file, "generate", "--prompt", "Hello.", "--model", model);
    }

    [Theory]
    [InlineData("sft", "", "data.jsonl", "no rows")]
    [InlineData("sft", "{\"id\":\"1\",\"topic\":\"x\"", "line 1", "JSON")]
    [InlineData("sft", "{\"id\":\"1\",\"topic\":\"x\",\"tone\":\"rude\",\"message\":\"a\",\"reply\":\"b\",\"split\":\"train\",\"source\":\"written\"}", "line 1", "tone")]
    [InlineData("sft", "{\"id\":\"1\",\"topic\":\"x\",\"tone\":\"neutral\",\"message\":\"a\",\"reply\":\"b\",\"split\":\"test\",\"source\":\"written\"}", "data.jsonl", "no record of the split train")]
    [InlineData("reward", "{\"id\":\"1\"}", "line 1", "message=COLUMN")]
    [InlineData("reward", "[1]", "line 1", "object")]
    public async Task A_damaged_data_file_is_named_and_nothing_is_left_behind(string command, string content, string where, string why)
    {
        var data = Path.Combine(folder, "data.jsonl");
        File.WriteAllText(data, content);

        var error = await Refused(data, command, "--data", data, "--out", Path.Combine(folder, "run"));

        Assert.Contains(where, error);
        Assert.Contains(why, error);
        Assert.False(Directory.Exists(Path.Combine(folder, "run")));
    }

    [Theory]
    [InlineData("expected a whole number of at least 0", "run", "--seed", "-1")]
    [InlineData("There is no device 'tpu'", "run", "--device", "tpu")]
    [InlineData("the limit is 5 (promptTokens)", "sft", "--set", "promptTokens=5")]
    [InlineData("sft.examples is 0", "sft", "--set", "sft.examples=0")]
    [InlineData("evaluateOn is train", "run", "--set", "evaluateOn=train")]
    [InlineData("context has 112 tokens", "sft", "--set", "promptTokens=500")]
    [InlineData("sft.training.optimizer.learningRate is NaN", "sft", "--set", "sft.training.optimizer.learningRate=NaN")]
    [InlineData("sft.training.epochs is -1", "sft", "--set", "sft.training.epochs=-1")]
    [InlineData("expected one of constant, linear, cosine. Did you mean 'linear'?", "sft", "--set", "sft.training.optimizer.schedule=linaer")]
    [InlineData("There is no PPO preset \"trl-0.11\". Did you mean 'trl-0.11.4'?", "ppo", "--preset", "trl-0.11")]
    [InlineData("there is no such file or folder", "sft", "--data", "missing.csv")]
    [InlineData("workbench pull --dataset org/none", "sft", "--data", "org/none")]
    [InlineData("there is no mesage to map. Did you mean 'message'?", "sft", "--data", "missing.csv", "--columns", "mesage=x")]
    [InlineData("expected the folder of a model", "sft", "--model", "Workbench.dll")]
    [InlineData("is a folder, expected a JSON file", "sft", "--config", ".")]
    [InlineData("model_type is \"gpt2\", expected one of bert", "ppo", "--model", "BUNDLED", "--set", "rewards=[{\"kind\":\"classifier\",\"model\":\"BUNDLED\",\"label\":\"x\"}]")]
    [InlineData("score.weight is missing", "ppo", "--model", "BUNDLED", "--reward", "BUNDLED")]
    [InlineData("at least two models", "compare", "BUNDLED", "--reward", "BUNDLED")]
    [InlineData("there is no such folder", "compare", "missing", "missing", "--reward", "missing")]
    public async Task A_run_that_cannot_begin_leaves_no_folder(string message, params string[] arguments)
    {
        var bundled = Workbench.Experiments.StageRuns.BundledModel();
        var error = await Refused(message, [.. arguments.Select(argument => argument.Replace("BUNDLED", bundled)), "--out", Path.Combine(folder, "run")]);

        Assert.DoesNotContain("Run folder", error);
        Assert.False(Directory.Exists(Path.Combine(folder, "run")));
    }

    [Fact]
    public async Task A_loss_that_is_not_finite_ends_the_stage_and_no_model_is_written()
    {
        var run = Path.Combine(folder, "run");

        var error = await Refused("not finite", "sft", "--set", "sft.training.optimizer.learningRate=1e30", "--set", "sft.examples=256", "--out", run);

        Assert.Contains(Path.Combine(run, "metrics.jsonl"), error);
        Assert.False(Directory.Exists(Path.Combine(run, "models")));
        await Refused("not finite", "sft", "--resume", run);
    }

    [UnixTheory]
    [InlineData("sft", "sft.examples=64", "sft.checkpointEvery=1")]
    [InlineData("reward", "reward.checkpointEvery=1")]
    [InlineData("dpo", "dpo.checkpointEvery=1")]
    [InlineData("ppo", "ppo.checkpointEvery=1", "ppo.training.batchSize=4", "ppo.training.miniBatchSize=4", "replyTokens=4")]
    [InlineData("grpo", "group.checkpointEvery=1", "group.training.prompts=4", "replyTokens=4")]
    public async Task A_full_disk_is_told_with_the_file_and_leaves_nothing_half_written(string stage, params string[] settings)
    {
        var run = Path.Combine(folder, "run");
        string[] policy = stage is "sft" or "reward" ? [] : ["--model", Workbench.Experiments.StageRuns.BundledModel()];
        string[] reward = stage is "ppo" or "grpo" ? ["--set", "rewards=[{\"kind\":\"length\"}]"] : [];

        var (code, error) = await WorkbenchProcess.RunWithFileLimitAsync(
            600, [stage, .. policy, .. reward, .. settings.SelectMany(setting => new[] { "--set", setting }), "--out", run]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("model.safetensors", error);
        Assert.Contains("cannot be written", error);
        Assert.DoesNotContain("   at ", error);
        Assert.Empty(Directory.GetFileSystemEntries(run, "*.tmp", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(run, "*.safetensors", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Options_beside_resume_are_refused_and_not_ignored() =>
        await Refused("leave out --set and --seed", "run", "--resume", folder, "--set", "seed=1", "--seed", "2");

    [Fact]
    public async Task A_message_may_begin_with_an_at_sign()
    {
        var (code, _, error) = await WorkbenchProcess.RunAsync("generate", "--prompt", "@home I feel lost.");

        Assert.Equal((ExitCode.Success, ""), (code, error));
    }

    [Fact]
    public async Task A_prompt_longer_than_the_context_is_refused()
    {
        var (code, _, error) = await WorkbenchProcess.RunAsync("generate", "--prompt", string.Join(' ', Enumerable.Repeat("worried", 500)));

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("the limit is", error);
    }

    [Fact]
    public async Task A_full_folder_is_not_written_to()
    {
        File.WriteAllText(Path.Combine(folder, "precious"), "");

        var (code, _, error) = await WorkbenchProcess.RunAsync("run", "quick", "--out", folder);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("not empty", error);
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Debug_shows_where_a_fault_came_from()
    {
        var (code, _, error) = await WorkbenchProcess.RunAsync("run", "--resume", Path.Combine(folder, "missing"), "--debug");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("   at ", error);
    }

    private static async Task<string> Refused(string message, params string[] arguments)
    {
        var (code, output, error) = await WorkbenchProcess.RunAsync(arguments);

        Assert.True(code == ExitCode.BadInput, $"exit code {code}: {output}{error}");
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        return error;
    }

    private string CopyOfTheBundledModel()
    {
        var model = Path.Combine(folder, "model");
        Directory.CreateDirectory(model);
        foreach (var file in Directory.GetFiles(Workbench.Experiments.StageRuns.BundledModel()))
        {
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        }

        return model;
    }
}
