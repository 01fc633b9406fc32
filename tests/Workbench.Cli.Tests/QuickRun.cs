namespace Workbench.Cli.Tests;

/// <summary>The quick experiment with settings so small that a test can wait for it.</summary>
public sealed class QuickRun : IAsyncLifetime
{
    /// <summary>The tests that share one run.</summary>
    public const string Collection = "quick run";

    /// <summary>Overrides for the command line.</summary>
    public static readonly string[] Small =
    [
        "--set", "sft.examples=96", "--set", "sft.training.epochs=1", "--set", "sft.checkpointEvery=2",
        "--set", "pairs.count=96", "--set", "pairs.heldOut=48", "--set", "reward.checkpointEvery=2", "--set", "reward.scaleSamples=48",
        "--set", "ppo.training.iterations=4", "--set", "ppo.training.batchSize=16", "--set", "ppo.training.miniBatchSize=8",
        "--set", "ppo.checkpointEvery=1", "--set", "hacking.iterations=2", "--set", "compare.prompts=40", "--set", "compare.resamples=500",
    ];

    private readonly string parent = Directory.CreateTempSubdirectory("workbench-quick-").FullName;

    /// <summary>The finished run.</summary>
    public string Folder => Path.Combine(parent, "run");

    /// <summary>What the command printed.</summary>
    public string Output { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var (code, output, error) = await WorkbenchProcess.RunAsync(["run", "quick", "--out", Folder, .. Small]);
        Assert.True(code == ExitCode.Success, $"exit code {code}: {error}");
        Output = output;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(parent, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The folder of a model that it trained.</summary>
    public string Model(string name) => Path.Combine(Folder, "models", name);

    /// <summary>A folder for another run beside this one.</summary>
    public string Beside(string name) => Path.Combine(parent, name);
}

/// <summary>The collection of the tests that share one run.</summary>
[CollectionDefinition(QuickRun.Collection)]
public sealed class QuickRunCollection : ICollectionFixture<QuickRun>;
