using Workbench.Data;
using Workbench.Experiments;
using Workbench.Models;
using Workbench.Training;

namespace Workbench.Tests.Experiments;

public sealed class GroupStageTests : IDisposable
{
    private static readonly string Saved = Path.Combine(AppContext.BaseDirectory, "Experiments", "Saved");
    private static readonly string[] Written = ["metrics.jsonl", "samples.jsonl"];

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    public static TheoryData<string> Names => new("grpo", "rloo", "online-dpo");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(params string[] parts) => Path.Combine([folder, .. parts]);

    [Theory]
    [MemberData(nameof(Names))]
    public void AStoppedRunGoesOnToTheSameMetricsSamplesAndWeights(string name)
    {
        var stage = name switch { "rloo" => StageRuns.Rloo, "online-dpo" => StageRuns.OnlineDpo, _ => StageRuns.Grpo };
        Assert.Equal(name, GroupStage.Name(stage.Defaults.Group.Training.Algorithm));
        var config = stage.Defaults with
        {
            Model = Path.Combine(Saved, "pretrained"),
            RewardModel = Path.Combine(Saved, "reward"),
            PromptTokens = 200,
            ReplyTokens = 8,
            Group = stage.Defaults.Group with
            {
                Prompts = 12,
                CheckpointEvery = 2,
                SampledIterations = 3,
                Training = stage.Defaults.Group.Training with { Iterations = 3, Prompts = 4, GroupSize = 2, MiniBatchSize = 4 },
            },
        };
        Run("whole", stage, config);
        var lines = RunFolder.Open(At("whole")).Metrics(name);
        Assert.Equal([1, 2, 3], lines.Select(line => (int)line["step"]!));
        Assert.All(lines, line => Assert.True(line["gold"] is not null && line["score"] is not null && line["sampledKl"] is not null));
        Assert.Equal(0, (double)lines[0]["sampledKl"]!, 3);

        // Stopped behind the checkpoint of step 2, resumed from there.
        using (var enumerator = stage.Start(At("stopped"), config).Events.GetEnumerator())
        {
            while (enumerator.MoveNext() && enumerator.Current is not ExperimentEvent.StageStepped { Step: 3 })
            {
            }
        }

        stage.Resume(At("stopped")).Events.ToList();
        foreach (var file in Written.Append(Path.Combine("models", name, "model.safetensors")))
        {
            Assert.Equal(File.ReadAllBytes(At("whole", file)), File.ReadAllBytes(At("stopped", file)));
        }

        using var model = LanguageModels.Load(At("whole", "models", name), warn: warning => Assert.Fail(warning));
    }

    [Fact]
    public void DpoLearnsFromPreferencesAndIsMeasuredOnFreshOnes()
    {
        var preferences = Path.Combine(DataFolder.Find().Preferences, "pairs-{0}.jsonl");
        File.WriteAllLines(At("few.jsonl"), [
            .. File.ReadLines(string.Format(null, preferences, "train")).Take(24), .. File.ReadLines(string.Format(null, preferences, "validation")).Take(12),
        ]);
        var config = new DpoConfig
        {
            Model = StageRuns.BundledModel(),
            Data = At("few.jsonl"),
            Dpo = new() { CheckpointEvery = 2, Training = new DpoOptions { BatchSize = 8, Epochs = 1, Optimizer = new() { LearningRate = 1e-4 } } },
        };
        var events = Run("dpo", StageRuns.Dpo, config);
        Assert.Contains("of fresh pairs", events.OfType<ExperimentEvent.StageFinished>().Single().Outcome, StringComparison.Ordinal);
        Assert.Equal(Math.Log(2), (double)RunFolder.Open(At("dpo")).Metrics("dpo")[0]["loss"]!, 4);
        var evaluation = RunFolder.Open(At("dpo")).ReadJson<DpoEvaluation>(DpoStage.ResultsFile);
        Assert.Equal(12, evaluation.Pairs);
        using var model = LanguageModels.Load(At("dpo", "models", "dpo"), warn: warning => Assert.Fail(warning));
    }

    [Fact]
    public void WhatIsMissingIsSaidBeforeAnythingIsWritten()
    {
        Assert.Contains("--reward", Assert.Throws<WorkbenchException>(() => StageRuns.Grpo.Start(
            At("no"), StageRuns.Grpo.Defaults with { Model = StageRuns.BundledModel() })).Message, StringComparison.Ordinal);
        Assert.Contains("--model", Assert.Throws<WorkbenchException>(() => StageRuns.Dpo.Start(At("no"), new DpoConfig())).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("no")));
    }

    private List<ExperimentEvent> Run<T>(string name, StageRun<T> stage, T config) where T : StageConfig => [.. stage.Start(At(name), config).Events];
}
