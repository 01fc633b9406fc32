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
    [InlineData("Iterations", "run", "quick", "--set", "ppo.training.iterations=0")]
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

    [Fact]
    public async Task A_damaged_checkpoint_is_named()
    {
        var model = Path.Combine(folder, "model");
        Directory.CreateDirectory(model);
        foreach (var file in Directory.GetFiles(Workbench.Experiments.StageRuns.BundledModel()))
        {
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        }

        var weights = Path.Combine(model, "model.safetensors");
        using (var stream = File.OpenWrite(weights))
        {
            stream.SetLength(stream.Length / 2);
        }

        var (code, _, error) = await WorkbenchProcess.RunAsync("generate", "--prompt", "Hello.", "--model", model);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("model.safetensors", error);
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
}
