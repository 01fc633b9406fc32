using Workbench.Experiments;
using Workbench.Tests.Hub;

namespace Workbench.Cli.Tests;

public sealed class PullTests : IAsyncLifetime, IDisposable
{
    private readonly string cache = Directory.CreateTempSubdirectory("workbench-cli-").FullName;
    private HubTestServer server = null!;

    public async Task InitializeAsync()
    {
        server = await HubTestServer.StartAsync();
        foreach (var file in Directory.GetFiles(StageRuns.BundledModel()))
        {
            server.Add("models/org/tiny", Path.GetFileName(file), File.ReadAllBytes(file), large: file.EndsWith(".safetensors", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_model_is_pulled_and_its_folder_told()
    {
        server.RequiredToken = "hf_secret";
        var (code, output, error) = await RunAsync([("HF_TOKEN", "hf_secret")], "pull", "org/tiny@v1.0");
        Assert.Equal(0, code);
        Assert.True(File.Exists(Path.Combine(output.TrimEnd(), "model.safetensors")), output);
        Assert.Contains("model org/tiny@v1.0: ", error);
        Assert.DoesNotContain("hf_secret", output + error);
    }

    [Fact]
    public async Task A_model_that_is_named_is_pulled_once_and_then_works_offline()
    {
        string[] generate = ["generate", "--prompt", "Hello.", "--model", "org/tiny", "--seed", "1"];
        var (_, pulled, error) = await RunAsync([], generate);
        Assert.Contains("model org/tiny: ", error);

        (var code, var cached, error) = await RunAsync([("HF_HUB_OFFLINE", "1")], generate);
        Assert.Equal((0, pulled), (code, cached));
        Assert.DoesNotContain("model org/tiny: ", error);
    }

    [Fact]
    public async Task A_dataset_is_pulled_by_pattern()
    {
        server.Add("datasets/org/talk", "train.csv", "a,b\n"u8.ToArray());
        server.Add("datasets/org/talk", "large.bin", [1, 2, 3]);
        var (code, output, _) = await RunAsync([], "pull", "--dataset", "org/talk", "--include", "*.csv");
        Assert.Equal(0, code);
        Assert.Equal(["train.csv"], Directory.GetFiles(output.TrimEnd()).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Data_that_are_named_are_pulled_once_and_then_work_offline()
    {
        var rows = "id,dialogue,summary,topic\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i},i feel sad {i},a person is sad,mood\n"));
        server.Add("datasets/knkarthick/dialogsum", "train.csv", System.Text.Encoding.UTF8.GetBytes(rows));
        server.Add("datasets/knkarthick/dialogsum", "README.md", "x"u8.ToArray());
        string[] sft = ["sft", "--data", "knkarthick/dialogsum", "--set", "sft.training.steps=1", "--set", "sft.training.batchSize=4"];

        var (code, _, error) = await RunAsync([], [.. sft, "--out", Path.Combine(cache, "run")]);
        Assert.True(code == 0, error);
        Assert.Contains("dataset knkarthick/dialogsum: ", error);
        Assert.Contains("datasets--knkarthick--dialogsum", File.ReadAllText(Path.Combine(cache, "run", "config.json")));

        (code, _, error) = await RunAsync([("HF_HUB_OFFLINE", "1")], [.. sft, "--out", Path.Combine(cache, "again")]);
        Assert.Equal((0, ""), (code, error));
    }

    [Theory]
    [InlineData("private", "pull", "org/none")]
    [InlineData("no revision", "pull", "org/tiny@none")]
    [InlineData("no name on the Hub", "pull", "../tiny")]
    [InlineData("either a MODEL or --dataset", "pull")]
    [InlineData("either a MODEL or --dataset", "pull", "org/tiny", "--dataset", "org/talk")]
    [InlineData("matches", "pull", "org/tiny", "--include", "*.csv")]
    [InlineData("no such folder", "generate", "--prompt", "Hello.", "--model", "org/none")]
    public async Task What_cannot_be_pulled_is_told_in_one_line(string expected, params string[] arguments)
    {
        var (code, _, error) = await RunAsync([], arguments);
        Assert.Equal(2, code);
        Assert.Contains(expected, error);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => Directory.Delete(cache, recursive: true);

    private Task<(int Code, string Out, string Error)> RunAsync((string Name, string Value)[] variables, params string[] arguments)
    {
        var all = new Dictionary<string, string> { ["HF_ENDPOINT"] = server.Address, ["HF_HUB_CACHE"] = cache, ["HF_HOME"] = cache, ["HF_HUB_OFFLINE"] = "0" };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return WorkbenchProcess.RunAsync(all, arguments);
    }
}
