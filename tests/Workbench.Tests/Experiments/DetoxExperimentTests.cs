using Workbench.Experiments;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Tests.Models;
using Workbench.Text;
using Workbench.Training;

namespace Workbench.Tests.Experiments;

public sealed class DetoxExperimentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tuning_detoxification_and_comparison_of_an_encoder_decoder_on_data_of_ones_own()
    {
        var config = Small();

        DetoxExperiment.Start(folder["run"], config).Run().ToList();

        var run = RunFolder.Open(folder["run"]);
        var results = run.ReadJson<ComparisonResults>(ComparisonResults.FileName);
        Assert.Equal(["sft", "ppo"], results.Models.Select(model => model.Model));
        Assert.Equal(["kind logit", "P(hostile)", "repeated bigrams", "KL", "length"], results.Comparisons[0].Metrics.Select(metric => metric.Metric));
        Assert.Equal(0, (double)run.Metrics("ppo")[0]["sampledKl"]!, 4);
        Assert.All(run.Samples(), sample => Assert.DoesNotContain("short", sample.Prompt));
        Assert.Equal(4, results.Prompts);
    }

    [Fact]
    public void A_stopped_run_ends_as_one_that_was_never_stopped()
    {
        var config = Small();
        DetoxExperiment.Start(folder["whole"], config).Run().ToList();
        using var stop = new CancellationTokenSource();
        var steps = 0;
        var events = DetoxExperiment.Start(folder["stopped"], config, stop.Token).Run();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var happening in events)
            {
                if (happening is ExperimentEvent.StageStepped && ++steps == 4)
                {
                    stop.Cancel();
                }
            }
        });

        DetoxExperiment.Resume(folder["stopped"]).Run().ToList();

        foreach (var file in new[] { "models/sft/adapter_model.safetensors", "models/ppo/adapter_model.safetensors", ComparisonResults.FileName })
        {
            Assert.Equal(File.ReadAllBytes(folder["whole", file]), File.ReadAllBytes(folder["stopped", file]));
        }
    }

    [Fact]
    public void The_lab_s_preset_has_all_its_defects()
    {
        var lab = new DetoxConfig().WithPreset(DetoxConfig.Lab3);

        Assert.Equal(ReferenceChoice.Base, lab.Ppo.Reference);
        Assert.True(lab.Ppo.Training is { MaskFirstToken: true, CutStartToken: true, KeepDropout: true, UseTemperature: false, Generation.MinRowLength: 5 });
        Assert.True(lab.Ppo.Training is { BatchSize: 16, MiniBatchSize: 4, Iterations: 10, AdvantageWhitening: Whitening.MicroBatch, Kl: { Coefficient: 0.2, Target: 6 } });
        Assert.Equal(1.41e-5, lab.Ppo.Training.Optimizer.LearningRate);
        Assert.True(lab.Rewards is [LabelReward { IncludePrompt: true, TakeLargest: true, Score: ClassifierScore.Logit }]);
        lab.Validate();
        Assert.Contains("no PPO preset \"lab4\"", Assert.Throws<WorkbenchException>(() => new DetoxConfig().WithPreset("lab4")).Message);
    }

    private DetoxConfig Small()
    {
        var tokenizer = TokenizerFolder.Load(StageRuns.BundledModel());
        using (var t5 = LanguageModels.Initialise(TinyModels.Config("t5").With("vocab_size", tokenizer.VocabularySize).With("init_std", 0.1), seed: 3))
        {
            LanguageModels.Save(t5, folder["t5"]);
            TokenizerFolder.Save(tokenizer, folder["t5"]);
        }

        Directory.CreateDirectory(folder["data"]);
        foreach (var (split, count) in new[] { ("train", 12), ("test", 6) })
        {
            File.WriteAllText(folder["data", $"{split}.csv"], "id,dialogue,summary\n0,short,it was\n" + string.Concat(
                Enumerable.Range(1, count).Select(i => $"{i},{split} said that we met {i} times,they met\n")));
        }

        var defaults = new DetoxConfig();
        return defaults with
        {
            Model = folder["t5"],
            Data = folder["data"],
            Columns = new Dictionary<string, string> { ["message"] = "dialogue", ["reply"] = "summary" },
            ShortestMessage = 10,
            PromptTokens = 100,
            ReplyTokens = 8,
            Rewards = [new LabelReward { Model = TinyClassifier.At(folder["classifier"]), Label = "kind" }],
            Measures = [new LabelReward { Model = TinyClassifier.At(folder["classifier"]), Label = "hostile", Score = ClassifierScore.Probability, Weight = -1 }],
            Sft = defaults.Sft! with { CheckpointEvery = 2, Training = defaults.Sft.Training with { BatchSize = 4, Steps = 3 } },
            Ppo = defaults.Ppo with
            {
                CheckpointEvery = 2,
                Training = defaults.Ppo.Training with
                {
                    Iterations = 3, BatchSize = 4, Generation = defaults.Ppo.Training.Generation with { RandomLimit = new LengthRange(3, 9) },
                },
            },
            Compare = new() { Prompts = 4, Resamples = 100 },
        };
    }
}
