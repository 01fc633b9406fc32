using System.Text.Json;
using System.Text.Json.Serialization;
using TorchSharp;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Rlhf;
using Workbench.Tests.Models;
using Workbench.Tests.Rlhf;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class PpoTrainerTests
{
    private static readonly JsonSerializerOptions Numbers = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void TheScoreRisesAndTheDivergenceIsReported()
    {
        using var setup = new PpoSetup(PpoSetup.Small with { Iterations = 40, BatchSize = 32 });
        var steps = setup.Trainer.Run().ToList();
        Assert.Equal(40, steps.Count);
        Assert.Equal(0, steps[0].SampledKl, 3);
        var (first, last) = (steps.Take(5).Average(step => step.Score), steps.TakeLast(5).Average(step => step.Score));
        Assert.True(last > first + 1, $"score from {first} to {last}");
        Assert.True(steps[^1].SampledKl > 0.5, $"KL {steps[^1].SampledKl}");
        Assert.All(steps, step => Assert.Equal(step.ScoreUsed - step.KlCoefficient * step.Kl, step.Objective, 9));
        Assert.Equal(40 * 2 * 4, steps[^1].UpdateCount);
    }

    [Fact]
    public void AHighPenaltyKeepsThePolicyAtTheReference()
    {
        double Divergence(double coefficient)
        {
            using var setup = new PpoSetup(PpoSetup.Small with { Iterations = 15, Kl = new() { Coefficient = coefficient } });
            return setup.Trainer.Run().Last().SampledKl;
        }

        Assert.True(Divergence(2) < Divergence(0) / 2);
    }

    [Fact]
    public void OneIterationByHandGivesTheTrainersNumbers()
    {
        var options = PpoSetup.Small with { Epochs = 1, MiniBatchSize = 16 };
        using var whole = new PpoSetup(options);
        var expected = whole.Trainer.Step();

        using var scope = NewDisposeScope();
        using var parts = new PpoSetup(options);
        var prompts = expected.Samples.Select(sample => PpoSetup.Prompts.First(prompt => prompt.Text == sample.Prompt)).ToArray();
        using var rollout = parts.Trainer.Sample(prompts, firstRow: 0);
        Assert.Equal(expected.Samples.Select(sample => sample.Response), rollout.Completions.Select(completion => completion.Response));
        using var experience = parts.Trainer.Experience(rollout);

        // The same from the formulas alone.
        var hidden = parts.Policy.HiddenStates(rollout.Prompts, rollout.Responses);
        var logits = parts.Policy.Logits(hidden);
        var logProbs = LogProbs.OfTokens(logits, rollout.Responses.Ids);
        var reference = LogProbs.OfTokens(parts.Reference.Forward(rollout.Prompts, rollout.Responses).Logits, rollout.Responses.Ids);
        var mask = rollout.Responses.Mask;
        var scores = tensor(rollout.Scores.Select(score => (float)score).ToArray());
        var kl = Masked.Fill(KlPenalty.PerToken(logProbs, reference), mask).detach();
        var rewards = RewardShaping.PerToken(scores, kl, mask, options.Kl.Coefficient);
        var values = Masked.Fill(parts.Head.call(hidden), mask).detach();
        var (raw, returns) = Advantages.Gae(rewards, values, mask, options.Gamma, options.Lambda);
        var advantages = Masked.Whiten(raw, mask);
        Check.Equal(experience.Advantages, advantages, 1e-4);
        Check.Equal(experience.Returns, returns, 1e-4);

        var policyLoss = PpoLoss.Policy(logProbs, logProbs.detach(), advantages, mask, options.ClipRange);
        var valueLoss = PpoLoss.Value(parts.Head.call(hidden), values, returns, mask, options.ValueClipRange);
        Assert.Equal(expected.PolicyLoss, Check.Number(policyLoss.Loss), 4);
        Assert.Equal(expected.ValueLoss, Check.Number(valueLoss.Loss), 4);
        (policyLoss.Loss + options.ValueCoefficient * valueLoss.Loss).backward();
        var norm = parts.Policy.Module.parameters().Concat(parts.Head.parameters())
            .Select(parameter => parameter.grad).Where(gradient => gradient is not null)
            .Sum(gradient => Math.Pow(Check.Number(gradient!.norm()), 2));
        Assert.Equal(expected.GradientNorm, Math.Sqrt(norm), 3);
    }

    [Fact]
    public void TwentyFiveFa1bdCountsItsPassesThroughToTheNextIteration()
    {
        var options = PpoSetup.Small with
        {
            Iterations = 4, BatchSize = 6, MiniBatchSize = 8, MicroBatchSize = 2, Epochs = 1, GradientAccumulation = GradientAccumulation.LastPassOnly,
            AdvantageWhitening = Whitening.MicroBatch,
        };
        using var setup = new PpoSetup(options);

        var steps = setup.Trainer.Run().ToList();

        Assert.Equal([0, 1, 2, 3], steps.Select(step => step.UpdateCount));
        Assert.Equal(
            [true, true, true, false, true, true, true, false, true, true, true, false],
            steps.SelectMany(step => step.Updates).Select(update => update.IsDiscarded));
        Assert.All(steps, step => Assert.Equal(0, step.SkippedUpdates));
        Assert.Equal(0, steps[0].GradientNorm);
        Assert.Equal(1, steps[0].MaxRatio, 4);
        Assert.Throws<WorkbenchException>(() => new PpoSetup(options with { GradientAccumulation = GradientAccumulation.Passes }));
    }

    [Theory]
    [InlineData(GradientAccumulation.Tokens)]
    [InlineData(GradientAccumulation.LastPassOnly)]
    public void AResumedTrainingIsTheSameBitForBit(GradientAccumulation accumulation)
    {
        var options = PpoSetup.Small with
        {
            Iterations = 6, Kl = new() { Coefficient = 0.1, Target = 1, Horizon = 100 }, ScoreScaling = ScoreScaling.MeanAndDeviation,
            GradientAccumulation = accumulation, MiniBatchSize = 12, MicroBatchSize = 3, BatchSize = 15, Epochs = 1,
        };
        using var whole = new PpoSetup(options);
        var expected = whole.Trainer.Run().ToList();
        using var first = new PpoSetup(options);
        var steps = first.Trainer.Run().Take(3).ToList();
        using var state = first.Trainer.State();
        var policy = first.Policy.Clone();
        foreach (var parameter in policy.Module.parameters())
        {
            parameter.requires_grad = true;
        }

        using var second = new PpoSetup(options, policy: policy, reference: first.Reference.Clone());
        second.Trainer.Restore(state);
        steps.AddRange(second.Trainer.Run());
        foreach (var (a, b) in expected.Zip(steps))
        {
            Assert.Equal(a.Samples, b.Samples);
            Assert.Equal(a.Updates, b.Updates);
            Assert.Equal(a.KlCoefficient, b.KlCoefficient);
            Assert.Equal((a.Score, a.ScoreUsed, a.Kl, a.Entropy), (b.Score, b.ScoreUsed, b.Kl, b.Entropy));
        }

        Assert.Equal(whole.Trainer.KlCoefficient, second.Trainer.KlCoefficient);
        using var scope = NewDisposeScope();
        Assert.All(
            whole.Policy.Module.parameters().Zip(policy.Module.parameters()), pair => Assert.True(pair.First.Equals(pair.Second)));
    }

    [Fact]
    public void AReferenceThatIsNoCopyOfThePolicyIsRefusedBeforeTheFirstUpdate()
    {
        using var setup = new PpoSetup(PpoSetup.Small, reference: TinyModel.Create(seed: 77));
        var message = Assert.Throws<WorkbenchException>(() => setup.Trainer.Step()).Message;
        Assert.Contains("reference", message, StringComparison.Ordinal);
        Assert.Contains("CheckStart", message, StringComparison.Ordinal);
        using var allowed = new PpoSetup(PpoSetup.Small with { CheckStart = false }, reference: TinyModel.Create(seed: 77));
        allowed.Trainer.Step();
    }

    [Fact]
    public void ThePolicyItselfIsNoReference()
    {
        using var policy = TinyModel.Create();
        Assert.Contains("second copy", Assert.Throws<WorkbenchException>(
            () => new PpoSetup(PpoSetup.Small, policy: policy, reference: policy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MicroBatchesGiveTheWholeMiniBatchesUpdate()
    {
        double[] After(int? size)
        {
            using var setup = new PpoSetup(PpoSetup.Small with { MicroBatchSize = size, AdvantageWhitening = Whitening.MiniBatch });
            var step = setup.Trainer.Step();
            return [.. step.Updates.SelectMany(update => new[] { update.Loss, update.PolicyLoss, update.ValueLoss, update.GradientNorm, update.MaxRatio })];
        }

        foreach (var (whole, parts) in After(null).Zip(After(3)))
        {
            Assert.Equal(whole, parts, 4);
        }
    }

    [Theory]
    [InlineData(null, 1, GradientAccumulation.Tokens)]
    [InlineData(null, 3, GradientAccumulation.Tokens)]
    [InlineData(1, 3, GradientAccumulation.Tokens)]
    [InlineData(3, 2, GradientAccumulation.Passes)]
    [InlineData(8, 2, GradientAccumulation.LastPassOnly)]
    public void ABrokenUpdateTouchesNothingAndIsCounted(int? microBatch, int workers, GradientAccumulation accumulation)
    {
        using var scope = NewDisposeScope();
        using var setup = new PpoSetup(
            PpoSetup.Small with
            {
                RatioLimit = 1 + 1e-9, CheckStart = false, Epochs = 1, MicroBatchSize = microBatch, GradientAccumulation = accumulation,
                Kl = new() { Coefficient = 0.1, Target = 1, Horizon = 10 },
            }, workers: workers);
        using var rollout = setup.Trainer.Sample(PpoSetup.Prompts, 0);
        using var experience = setup.Trainer.Experience(rollout);
        using (no_grad())
        {
            experience.LogProbs.sub_(1);
        }

        var before = setup.Policy.Module.parameters().Concat(setup.Head.parameters()).Select(parameter => parameter.clone()).ToArray();
        using var state = setup.Trainer.State();
        var figures = setup.Trainer.Update(experience, [0, 1, 2, 3]);
        Assert.False(figures.Accepted);
        Assert.Equal(Math.E, figures.MeanRatio, 3);
        Assert.Equal((1, 0.1), (setup.Trainer.SkippedUpdates, setup.Trainer.KlCoefficient));
        Assert.All(
            before.Zip(setup.Policy.Module.parameters().Concat(setup.Head.parameters())), pair => Assert.True(pair.First.Equals(pair.Second)));
        using var after = setup.Trainer.State();
        Assert.All(state.Tensors, pair => Assert.True(pair.Value.Equals(after.Tensors[pair.Key])));
    }

    [Fact]
    public void TrlsWayWithABrokenUpdateMovesTheWeightsByMomentum()
    {
        using var scope = NewDisposeScope();
        using var setup = new PpoSetup(PpoSetup.Small with { BrokenUpdate = BrokenUpdate.ZeroLoss, RatioLimit = 2, CheckStart = false });
        using var rollout = setup.Trainer.Sample(PpoSetup.Prompts, 0);
        using var experience = setup.Trainer.Experience(rollout);
        setup.Trainer.Update(experience, [0, 1, 2, 3]);
        using (no_grad())
        {
            experience.LogProbs.sub_(1);
        }

        var before = setup.Policy.Module.parameters().First().clone();
        setup.Trainer.Update(experience, [0, 1, 2, 3]);
        Assert.False(before.Equals(setup.Policy.Module.parameters().First()));
    }

    [Fact]
    public void AScoreThatIsNotFiniteNamesTheReward()
    {
        using var setup = new PpoSetup(PpoSetup.Small, reward: new FunctionReward("broken reward", (_, _) => double.NaN));
        Assert.Contains("broken reward", Assert.Throws<WorkbenchException>(() => setup.Trainer.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnendedResponsesAreFined()
    {
        var generation = PpoSetup.Small.Generation with { MaxNewTokens = 2 };
        using var setup = new PpoSetup(PpoSetup.Small with { Generation = generation, MissingEndPenalty = 5 });
        var step = setup.Trainer.Step();
        Assert.Equal(step.Score - 5 * (1 - step.EndedShare), step.ScoreUsed, 5);
        using var replaced = new PpoSetup(PpoSetup.Small with { Generation = generation, MissingEndScore = -1 });
        Assert.Equal(-1, replaced.Trainer.Step().ScoreUsed, 0);
    }

    [Fact]
    public void EarlyStoppingEndsTheUpdatesOfAnIteration()
    {
        using var setup = new PpoSetup(PpoSetup.Small with { Epochs = 6, EarlyStop = new() { TargetKl = 1e-9, EachUpdate = true } });
        Assert.InRange(setup.Trainer.Step().Updates.Count, 1, 3);
    }

    [Fact]
    public void AValueModelOfItsOwnIsTrainedToo()
    {
        using var scope = NewDisposeScope();
        using var policy = TinyModel.Create(seed: 3);
        using var reference = policy.Clone();
        using var critic = TinyModel.Create(seed: 9);
        using var head = ValueHead.For(critic, std: 0.2, seed: 1);
        var before = critic.Module.parameters().First().clone();
        using var trainer = new PpoTrainer(
            policy, head, reference, PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, PpoSetup.Small, 1, valueModel: critic);
        trainer.Step();
        Assert.False(before.Equals(critic.Module.parameters().First()));
    }

    [Fact]
    public void AScoreBehindTheLastTokenTrainsTheValueThere()
    {
        using var setup = new PpoSetup(PpoSetup.Small with { ScorePlacement = ScorePlacement.AfterLastToken });
        using var rollout = setup.Trainer.Sample(PpoSetup.Prompts, 0);
        using var experience = setup.Trainer.Experience(rollout);
        using var scope = NewDisposeScope();
        var room = rollout.Lengths.Count(length => length < rollout.Responses.Width);
        Assert.Equal(room, (int)Check.Number(experience.ValueMask.sum() - experience.Mask.sum()));
        Assert.True(setup.Trainer.Update(experience, [0, 1, 2, 3]).Accepted);
    }

    [Fact]
    public void AnEntropyBonusKeepsThePolicyWide()
    {
        double Entropy(double coefficient)
        {
            using var setup = new PpoSetup(PpoSetup.Small with { EntropyCoefficient = coefficient, Kl = new() { Coefficient = 0 } });
            return setup.Trainer.Run().Last().Entropy;
        }

        Assert.True(Entropy(1) > Entropy(0) + 0.1);
    }

    [Fact]
    public void ADivergenceInsideTheLossHoldsThePolicyAsWell()
    {
        double Divergence(double coefficient)
        {
            using var setup = new PpoSetup(PpoSetup.Small with
            {
                Iterations = 15, Kl = new() { Coefficient = coefficient, InLoss = true, Estimator = KlEstimator.K2 },
            });
            var steps = setup.Trainer.Run().ToList();
            using var rollout = setup.Trainer.Sample(PpoSetup.Prompts, 0);
            using var experience = setup.Trainer.Experience(rollout);
            Assert.Equal(0, Check.Number(experience.NonScoreRewards.abs().sum()));
            return steps[^1].SampledKl;
        }

        Assert.True(Divergence(2) < Divergence(0) / 2);
        Assert.Throws<WorkbenchException>(() => (PpoSetup.Small with { Kl = new() { InLoss = true, Estimator = KlEstimator.Full } }).Validate());
    }

    [Fact]
    public void TheLearningRateCanStayForAWholeIteration()
    {
        var options = PpoSetup.Small with { Iterations = 4, RatePerIteration = true, Optimizer = new() { LearningRate = 1e-4, Schedule = Schedule.Linear } };
        using var setup = new PpoSetup(options);
        var rates = setup.Trainer.Run().Select(step => Assert.Single(step.Updates.Select(update => update.LearningRate).Distinct()));
        Assert.All(rates.Zip([1, 0.75, 0.5, 0.25]), pair => Assert.Equal(1e-4 * pair.Second, pair.First, 12));
    }

    [Fact]
    public void AnEmptyResponseStillHasAValueBehindIt()
    {
        using var scope = NewDisposeScope();
        using var setup = new PpoSetup(PpoSetup.Small with { ScorePlacement = ScorePlacement.AfterLastToken });
        int[][] responses = [[5, 4, 1], []];
        using var rollout = new Rollout(
            TokenBatches.LeftPadded([[2, 3], [2, 3]], TinyModel.Pad), null, TokenBatches.RightPadded(responses, TinyModel.Pad, width: 6),
            [.. responses.Select(ids => new Completion("", "", [2, 3], ids, true))], [1, 2]);
        using var experience = setup.Trainer.Experience(rollout);
        Assert.Equal(2, Check.Number(experience.Rewards[1, 0]), 6);
        Assert.True(setup.Trainer.Update(experience, [0, 1]).Accepted);
    }

    [Fact]
    public void EveryKlEstimatorTrains()
    {
        foreach (var estimator in Enum.GetValues<KlEstimator>())
        {
            using var setup = new PpoSetup(PpoSetup.Small with { Kl = new() { Coefficient = 0.1, Estimator = estimator } });
            setup.Trainer.Step();
            var second = setup.Trainer.Step();
            Assert.True(double.IsFinite(second.Kl), $"{estimator}");
            Assert.True(estimator == KlEstimator.K1 || second.Kl >= -1e-4, $"{estimator}: {second.Kl}");
        }
    }

    [Fact]
    public void EveryPresetTrains()
    {
        foreach (var name in PpoPresets.Names)
        {
            var options = PpoPresets.ByName(name, PpoSetup.Small.Generation) with { BatchSize = 8, MiniBatchSize = 4 };
            using var setup = new PpoSetup(options);
            setup.Trainer.Step();
            Assert.True(double.IsFinite(setup.Trainer.Step().Loss), name);
        }

        Assert.Contains("trl-0.11.4", Assert.Throws<WorkbenchException>(
            () => PpoPresets.ByName("trl", PpoSetup.Small.Generation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSizeOfForwardPassesChangesNothing()
    {
        double[] After(int size)
        {
            using var setup = new PpoSetup(PpoSetup.Small with { ForwardBatchSize = size, RecomputeLogProbs = true });
            var step = setup.Trainer.Step();
            return [step.Kl, step.Entropy, step.Loss, step.GradientNorm];
        }

        foreach (var (whole, parts) in After(64).Zip(After(5)))
        {
            Assert.Equal(whole, parts, 4);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(96)]
    public void ValuesOfTheRolloutAreThoseOfAPassOfTheirOwn(int batch)
    {
        (float[] Values, float[] LogProbs, bool Kept) Of(bool recompute)
        {
            using var setup = new PpoSetup(PpoSetup.Small with { BatchSize = batch, RecomputeLogProbs = recompute });
            setup.Trainer.Step();
            using var rollout = setup.Trainer.Sample([.. Enumerable.Range(0, batch).Select(i => PpoSetup.Prompts[i % 10])], 0);
            using var experience = setup.Trainer.Experience(rollout);
            return (experience.Values.data<float>().ToArray(), experience.LogProbs.data<float>().ToArray(), rollout.Generated!.States is not null);
        }

        var (kept, computed) = (Of(recompute: false), Of(recompute: true));
        Assert.Equal((true, false), (kept.Kept, computed.Kept));
        Assert.Contains(kept.Values, value => value != 0);
        Assert.Equal(computed.Values, kept.Values, (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(computed.LogProbs, kept.LogProbs, (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Theory]
    [InlineData(null, GradientAccumulation.Tokens, BrokenUpdate.Skip)]
    [InlineData(120, GradientAccumulation.Tokens, BrokenUpdate.Skip)]
    [InlineData(120, GradientAccumulation.LastPassOnly, BrokenUpdate.ZeroLoss)]
    [InlineData(null, GradientAccumulation.Passes, BrokenUpdate.ZeroLoss)]
    public void NoNumberDependsOnTheNumberOfWorkers(int? microBatch, GradientAccumulation accumulation, BrokenUpdate broken)
    {
        var options = PpoSetup.Small with
        {
            BatchSize = 192, MiniBatchSize = 144, MicroBatchSize = microBatch, GradientAccumulation = accumulation, BrokenUpdate = broken,
            ExactEntropy = true,
        };
        (string Steps, byte[] Weights) After(int workers)
        {
            using var setup = new PpoSetup(options, workers: workers);
            var steps = setup.Trainer.Run().Take(3).Select(step => JsonSerializer.Serialize(step with { Times = default }, Numbers)).ToArray();
            using var state = setup.Trainer.State();
            return (string.Join('\n', steps), AfterTraining.Bits(setup.Policy, state));
        }

        var one = After(1);
        foreach (var workers in new[] { 2, 3 })
        {
            var several = After(workers);
            Assert.Equal(one.Steps, several.Steps);
            Assert.Equal(one.Weights, several.Weights);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FrozenLayersAreRunOnceAnIterationAndTheNumbersStay(bool sharedWithReference)
    {
        double[] After(bool keepDropout)
        {
            var policy = TinyModel.Create(seed: 3, layers: 3);
            var reference = policy.Clone();
            foreach (var (name, parameter) in policy.Module.named_parameters())
            {
                parameter.requires_grad = name.Contains("h.2.") || name.Contains("ln_f");
            }

            if (!sharedWithReference)
            {
                using var off = no_grad();
                reference.Module.named_parameters().Single(named => named.name == "transformer.h.0.ln_1.weight").parameter.mul_(1.5);
            }

            // Dropout, of which this model has none, would make the states of frozen layers differ each time: they are run each time then.
            var options = PpoSetup.Small with { KeepDropout = keepDropout, CheckStart = false };
            using var setup = new PpoSetup(options, policy: policy, reference: reference);
            return [.. setup.Trainer.Run().Take(4).SelectMany(step => new[] { step.Loss, step.Kl, step.GradientNorm, step.ValueMean })];
        }

        var (reused, each) = (After(keepDropout: false), After(keepDropout: true));
        for (var i = 0; i < each.Length; i++)
        {
            Assert.Equal(each[i], reused[i], 5);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(TinyModels.All), MemberType = typeof(TinyModels))]
    public void NothingInAnUpdateIsReadBack(string family)
    {
        var meta = MetaDevice.ForModels();
        using var scope = NewDisposeScope();
        using var policy = LanguageModels.Build(TinyModels.Config(family), new EmptyParameters(meta));
        using var reference = LanguageModels.Build(TinyModels.Config(family), new EmptyParameters(meta));
        using var head = ValueHead.For(policy);
        var options = PpoSetup.Small with { CheckStart = false, RatioLimit = 10, MicroBatchSize = 1, ExactEntropy = true };
        using var trainer = new PpoTrainer(policy, head, reference, PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, options, 1);
        int[][] responses = [[5, 4, 1], [5, 8, 1], [6, 7, 8]];
        using var rollout = new Rollout(
            TokenBatches.LeftPadded([[2, 3], [2, 3, 4], [2]], TinyModel.Pad, meta), null, TokenBatches.RightPadded(responses, TinyModel.Pad, meta),
            [.. responses.Select(ids => new Completion("", "", [2, 3, 4], ids, true))], [1, 2, 3]);

        using var experience = trainer.Experience(rollout);
        var figures = trainer.UpdateOn(experience, [0, 2]);

        Assert.All([experience.LogProbs, experience.Values, experience.Advantages, figures], tensor => Assert.Equal(meta.type, tensor.device_type));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => figures.sum().item<double>());
    }

    [Fact]
    public void NoTensorIsLeftBehindByAnIteration()
    {
        using var setup = new PpoSetup(PpoSetup.Small with { Iterations = 100, MicroBatchSize = 3 });
        Assert.Equal(Live.TensorsAfter(() => setup.Trainer.Step(), 3), Live.TensorsAfter(() => setup.Trainer.Step(), 10));
    }
}
