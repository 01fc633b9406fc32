namespace Workbench.Cli.Tests;

public sealed class PretrainTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-pretrain-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_model_is_made_from_nothing_with_its_options_and_log_and_answers()
    {
        var model = Path.Combine(folder, "model");

        var (code, output, error) = await WorkbenchProcess.RunAsync(
            "pretrain", "--set", "training.steps=4", "--set", "training.optimizer.warmUpSteps=1", "--set", "conversations=200",
            "--set", "vocabularyConversations=200", "--set", "heldOut=20", "--set", "vocabulary=600", "--set", "context=160", "--set", "width=32",
            "--out", Path.Combine(folder, "run"), "--save", model);

        Assert.True(code == ExitCode.Success, error);
        Assert.Contains("held-out loss", output);
        foreach (var name in new[] { "config.json", "model.safetensors", "vocab.json", "merges.txt", "pretraining.json", "pretraining-log.jsonl", "pretraining-result.json" })
        {
            Assert.True(File.Exists(Path.Combine(model, name)), name);
        }

        Assert.Equal(4, File.ReadLines(Path.Combine(model, "pretraining-log.jsonl")).Count());
        var (answered, _, fault) = await WorkbenchProcess.RunAsync("generate", "--model", model, "--prompt", "I failed the exam.");
        Assert.Equal((ExitCode.Success, ""), (answered, fault));
    }

    [Fact]
    public async Task A_context_that_is_too_short_is_refused_before_anything_is_trained()
    {
        var (code, _, error) = await WorkbenchProcess.RunAsync(
            "pretrain", "--set", "context=20", "--set", "conversations=50", "--set", "vocabularyConversations=50", "--out", Path.Combine(folder, "run"));

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("the context is 20: raise context", error);
        Assert.False(Directory.Exists(Path.Combine(folder, "run")));
    }
}
