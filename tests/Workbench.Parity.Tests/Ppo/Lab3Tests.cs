using Workbench.Generation;
using Workbench.Models.Lora;
using Workbench.Rewards;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>The DeepLearning.AI lab against TRL 25fa1bd: an adapter that was supervised before, with the lab's defects and without.</summary>
public sealed class Lab3Tests
{
    private const string Folder = "lab3";

    public static TheoryData<string> All => RecordedModels.Runs(Folder);

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void TheLabsStepsAreThoseOfItsTrl(string variant)
    {
        Fixtures.SkipIfNone(variant);
        using var run = new StepRun(Folder, variant);
        var options = run.Options(
            PpoPresets.Trl25fa1bd, maskFirstToken: run.Json.GetProperty("mask").GetString()!.StartsWith("as built", StringComparison.Ordinal));
        using var model = RecordedModels.Load(Folder, "base_model");
        using var policy = RecordedModels.Adapted(Folder, model, "sft_adapter_and_value_head");
        using var reference = run.Json.GetProperty("reference").GetString()!.StartsWith("adapter disabled", StringComparison.Ordinal)
            ? Adapters.Off(policy)
            : Adapters.FrozenCopy(policy);
        using var head = RecordedModels.Head(Folder, "sft_adapter_and_value_head", policy);
        var named = new NamedParameters(policy, head);
        using var trainer = RecordedModels.Trainer(policy, head, reference, options);
        var steps = new StepReplay(run, trainer, options, named, startToken: true).Run();
        named.RequireFinal(run);
        if (Fixtures.Json("ppo", Folder, "objective_kl.json").GetProperty("values").TryGetProperty(variant, out var recorded))
        {
            foreach (var (expected, step) in recorded.Numbers().Zip(steps))
            {
                Near.Require(expected, step.Kl, 1e-4, 1e-4, "objective/kl");
            }
        }
    }

    [SkippableFact]
    public void TheMaskLeavesTheFirstTargetOutAndAResponseWithoutStartTokenLosesOneMore()
    {
        Skip.IfNot(File.Exists(Fixtures.At("ppo", Folder, "masks.json")), "no masks in this set");
        using var scope = NewDisposeScope();
        var rows = Fixtures.Json("ppo", Folder, "masks.json").GetProperty("batch").EnumerateArray().ToArray();
        var responses = rows.Select(row => row.GetProperty("response").Integers()).ToArray();
        var width = rows[0].GetProperty("mask_over_logprobs").GetArrayLength();
        var own = responses.Select(ids => ids[1..]).ToArray();
        var rollout = new Rollout(
            TokenBatches.LeftPadded([.. rows.Select(_ => new[] { 2 })], 0), null, TokenBatches.RightPadded(own, 0, width: width),
            [.. own.Select(ids => new Completion("", "", [2], ids, true))], [.. rows.Select(_ => 0.0)]);
        var options = PpoPresets.Trl25fa1bd(new GenerationOptions { MaxNewTokens = 64, EndIds = [1], PadId = 0 }) with { MaskFirstToken = true };

        var mask = TrainedTokens.Mask(rollout, options, CPU).data<bool>().ToArray().Chunk(width).ToArray();

        foreach (var (row, found) in rows.Zip(mask))
        {
            Assert.Equal(row.GetProperty("mask_over_logprobs").Integers().Select(bit => bit == 1), found);
        }
    }

    [SkippableFact]
    public void TheNotebooksLiveDropoutMakesTheFirstRatioDifferFromOne()
    {
        const string file = "dropout_as_in_the_notebook.json";
        Skip.IfNot(File.Exists(Fixtures.At("ppo", Folder, file)), "no such run in this set");
        var recorded = Fixtures.Json("ppo", Folder, file);
        using var scope = NewDisposeScope();
        using var run = new StepRun(Folder, "as_lab3");
        using var model = RecordedModels.Load(Folder, "base_model");
        using var policy = RecordedModels.Adapted(Folder, model, "sft_adapter_and_value_head", recorded.GetProperty("adapter_dropout").GetDouble());
        using var reference = Adapters.Off(policy);
        using var head = RecordedModels.Head(Folder, "sft_adapter_and_value_head", policy, recorded.GetProperty("value_head_dropout").GetDouble());
        Adapters.UseDropout(policy, true);
        head.train();
        Assert.Equal(
            recorded.GetProperty("dropout_modules_in_train_mode").GetInt32(),
            policy.Module.modules().Count(module => module is LowRank && module.training) + (head.training ? 1 : 0));
        Assert.False(policy.Module.training);

        PpoStep First(bool keepDropout)
        {
            var options = run.Options(PpoPresets.Trl25fa1bd, maskFirstToken: true) with { KeepDropout = keepDropout };
            using var trainer = RecordedModels.Trainer(policy, head, reference, options);
            using var rollout = StepReplay.Rollout(run, 0, startToken: true);
            using var experience = trainer.Experience(rollout);
            return trainer.Learn(experience, [[.. Enumerable.Range(0, options.BatchSize)]]);
        }

        var alive = First(keepDropout: true).Updates[0];
        Assert.InRange(alive.MaxRatio, 1.02, 10);
        Assert.True(alive.ApproxKl > 1e-4, $"{alive.ApproxKl}");
        Assert.Equal(1, First(keepDropout: false).Updates[0].MaxRatio, 4);
    }

    [SkippableFact]
    public void TheFirstAnswerOfASortedPipelineIsTheLargestScoreNotTheLabels()
    {
        Skip.IfNot(File.Exists(Fixtures.At("ppo", Folder, "reward_index.json")), "no such file in this set");
        foreach (var kind in Fixtures.Json("ppo", Folder, "reward_index.json").GetProperty("texts").EnumerateObject())
        {
            var score = kind.Name == "softmax" ? ClassifierScore.Probability : ClassifierScore.Logit;
            foreach (var text in kind.Value.EnumerateArray())
            {
                var classifier = new Fixed(text.GetProperty("logits_nothate_hate").Numbers());
                Completion[] completions = [new("", "", [], [], true)];
                var right = new ClassifierReward("right", classifier, "nothate", score).Score(completions)[0];
                var first = new ClassifierReward("first", classifier, "nothate", score, takeLargest: true).Score(completions)[0];
                Near.Require(text.GetProperty("score_of_label_nothate").Number(), right, 1e-6, 1e-6, "the label's score");
                Near.Require(text.GetProperty("reward[0]['score']").Number(), first, 1e-6, 1e-6, "the first score");
                Assert.Equal(text.GetProperty("defect_bites").GetBoolean(), Math.Abs(right - first) > 1e-9);
            }
        }
    }

    private sealed class Fixed(double[] logits) : IClassifier
    {
        public IReadOnlyList<string> Labels { get; } = ["nothate", "hate"];

        public double[][] Logits(IReadOnlyList<string> texts) => [.. texts.Select(_ => logits)];
    }
}
