using Workbench.Models;
using Workbench.Rlhf;
using Workbench.Tests.Models;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class DpoTrainerTests
{
    // Longer runs of fives are preferred, whatever the prompt; the better one stands first or second.
    private static readonly RatedResponses[] Pairs = [.. Enumerable.Range(0, 48).Select(i =>
    {
        int[] good = [5, 5, 5, TinyModel.End];
        int[] bad = i % 3 == 0 ? [6, 7, TinyModel.End] : [8, TinyModel.End];
        return i % 2 == 0
            ? RatedResponses.Pair([2, 2 + i % 10], good, bad)
            : new RatedResponses([2, 2 + i % 10], [bad, good], [1, 3]);
    })];

    private static DpoOptions Options { get; } = new() { BatchSize = 8, Epochs = 5, Optimizer = new() { LearningRate = 1e-3 } };

    public static TheoryData<DpoVariant> Variants => new(DpoVariant.Sigmoid, DpoVariant.Ipo, DpoVariant.Hinge, DpoVariant.Robust);

    [Theory]
    [MemberData(nameof(Variants))]
    public void ThePreferredResponsesBecomeMoreLikelyThanTheOthers(DpoVariant variant)
    {
        using var setup = new Setup(Options with { Variant = variant, LabelSmoothing = variant == DpoVariant.Robust ? 0.1 : 0 });
        var before = setup.Trainer.Evaluate(Pairs);
        Assert.Equal((0.5, 0.0), (before.Accuracy, Math.Round(before.Margin, 6)));
        var steps = setup.Trainer.Run().ToList();
        Assert.Equal(30, steps.Count);
        var after = setup.Trainer.Evaluate(Pairs);
        Assert.True(after.Accuracy > 0.95 && after.Margin > 0.05 && after.Loss < before.Loss, $"{variant}: {before} to {after}");
        Assert.All(steps, step => Assert.Equal(step.ChosenReward - step.RejectedReward, step.Margin, 9));
    }

    [Fact]
    public void TheFirstLossIsThatOfNoPreference()
    {
        using var setup = new Setup(Options);
        Assert.Equal(Math.Log(2), setup.Trainer.Step().Loss, 5);
    }

    [Fact]
    public void TheSizeOfPassesChangesNothing()
    {
        double[] After(int? size)
        {
            using var setup = new Setup(Options with { MicroBatchSize = size, SftCoefficient = 0.5 });
            return [.. setup.Trainer.Run().Take(4).SelectMany(step => new[] { step.Loss, step.GradientNorm, step.Margin, step.Accuracy })];
        }

        foreach (var (whole, parts) in After(null).Zip(After(3)))
        {
            Assert.Equal(whole, parts, 1e-4);
        }
    }

    [Fact]
    public void ATermOfTheChosenTokensKeepsThemLikely()
    {
        double ChosenReward(double coefficient)
        {
            using var setup = new Setup(Options with { SftCoefficient = coefficient });
            return setup.Trainer.Run().Last().ChosenReward;
        }

        Assert.True(ChosenReward(2) > ChosenReward(0));
    }

    [Fact]
    public void TheSameSeedGivesTheSameTrainingAndAResumedOneGoesOnWithIt()
    {
        using var whole = new Setup(Options);
        var expected = whole.Trainer.Run().ToList();
        using var first = new Setup(Options);
        var steps = first.Trainer.Run().Take(7).ToList();
        using var state = first.Trainer.State();
        using var second = new Setup(Options, first.Policy.Clone(), first.Reference.Clone());
        second.Trainer.Restore(state);
        steps.AddRange(second.Trainer.Run());
        Assert.Equal(expected, steps);
        Assert.All(
            whole.Policy.Module.parameters().Zip(second.Policy.Module.parameters()), pair => Assert.True(pair.First.Equals(pair.Second)));
    }

    [Fact]
    public void WhatIsNoComparisonOrNoCopyIsRefused()
    {
        using var policy = TinyModel.Create(seed: 3);
        using var other = TinyModel.Create(seed: 4);
        Assert.Contains("two equal ratings", Assert.Throws<WorkbenchException>(() => new DpoTrainer(
            policy, other, [new RatedResponses([2], [[3], [4]], [1, 1])], Options, TinyModel.Pad, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("the policy itself", Assert.Throws<WorkbenchException>(() => new DpoTrainer(
            policy, policy, Pairs, Options, TinyModel.Pad, 1)).Message, StringComparison.Ordinal);
        using var trainer = new DpoTrainer(policy, other, Pairs, Options, TinyModel.Pad, 1);
        Assert.Contains("not a copy", Assert.Throws<WorkbenchException>(() => trainer.Step()).Message, StringComparison.Ordinal);
        Assert.Contains("Beta", Assert.Throws<WorkbenchException>(() => (Options with { Beta = 0 }).Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTensorIsLeftBehindByAStep()
    {
        using var setup = new Setup(Options with { Epochs = 20, MicroBatchSize = 3 });
        Assert.Equal(Live.TensorsAfter(() => setup.Trainer.Step(), 5), Live.TensorsAfter(() => setup.Trainer.Step(), 20));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public void NoNumberDependsOnTheNumberOfWorkers(int? microBatch)
    {
        RatedResponses[] longer = [.. Pairs.SelectMany(pair => Enumerable.Range(0, 4).Select(more => pair with
        {
            Responses = [.. pair.Responses.Select(response => Enumerable.Repeat(6, 3 * more).Concat(response).ToArray())],
        }))];
        var options = Options with { BatchSize = 96, MicroBatchSize = microBatch };
        (DpoStep[] Steps, DpoEvaluation Evaluation, byte[] Weights) After(int workers)
        {
            using var policy = TinyModel.Create(seed: 3);
            using var reference = policy.Clone();
            using var trainer = new DpoTrainer(policy, reference, longer, options, TinyModel.Pad, seed: 1, workers);
            DpoStep[] steps = [.. trainer.Run().Take(3)];
            using var state = trainer.State();
            return (steps, trainer.Evaluate(longer), AfterTraining.Bits(policy, state));
        }

        var one = After(1);
        foreach (var workers in new[] { 2, 3 })
        {
            var several = After(workers);
            Assert.Equal(one.Steps, several.Steps);
            Assert.Equal(one.Evaluation, several.Evaluation);
            Assert.Equal(one.Weights, several.Weights);
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
        using var trainer = new DpoTrainer(policy, reference, Pairs, Options with { MicroBatchSize = 3, CheckStart = false }, TinyModel.Pad, seed: 1);

        var figures = trainer.UpdateOn(Pairs[..8]);

        Assert.Equal(meta.type, figures.device_type);
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => figures.sum().item<double>());
    }

    private sealed class Setup : IDisposable
    {
        public Setup(DpoOptions options, ILanguageModel? policy = null, ILanguageModel? reference = null)
        {
            Policy = policy ?? TinyModel.Create(seed: 3);
            foreach (var parameter in Policy.Module.parameters())
            {
                parameter.requires_grad = true;
            }

            Reference = reference ?? Policy.Clone();
            Trainer = new DpoTrainer(Policy, Reference, Pairs, options, TinyModel.Pad, seed: 1);
        }

        public ILanguageModel Policy { get; }

        public ILanguageModel Reference { get; }

        public DpoTrainer Trainer { get; }

        public void Dispose()
        {
            Trainer.Dispose();
            Reference.Dispose();
            Policy.Dispose();
        }
    }
}
