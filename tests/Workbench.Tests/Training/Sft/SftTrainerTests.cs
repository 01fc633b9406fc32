using TorchSharp;
using Workbench.Tests.Rlhf;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class SftTrainerTests
{
    // "a b" is answered by "b end": something a model of one layer learns.
    private static readonly TokenExample[] Examples =
        [.. from a in Enumerable.Range(2, 5) from b in Enumerable.Range(7, 5) select new TokenExample([a, b], [b, TinyModel.End])];

    private static SftOptions Options(int steps) => new()
    {
        BatchSize = 8, Steps = steps, Optimizer = new() { LearningRate = 1e-2, Schedule = Schedule.Cosine, WarmUpSteps = 3 },
    };

    [Fact]
    public void TheLossFallsFromChanceToAlmostNothing()
    {
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(model, Examples, Options(150), TinyModel.Pad, seed: 1);
        var steps = trainer.Run().ToList();
        Assert.Equal(150, steps.Count);
        Assert.InRange(steps[0].Loss, Math.Log(TinyModel.Vocabulary) - 0.5, Math.Log(TinyModel.Vocabulary) + 0.5);
        var evaluation = trainer.Evaluate(Examples);
        Assert.True(evaluation.Loss < 0.1, $"loss {evaluation.Loss}");
        Assert.True(evaluation.Accuracy > 0.97, $"accuracy {evaluation.Accuracy}");
        Assert.Equal(Math.Exp(evaluation.Loss), evaluation.Perplexity, 12);
    }

    [Fact]
    public void OnlyTheResponseIsLearned()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(model, Examples, Options(1), TinyModel.Pad, seed: 1);
        var step = trainer.Step();
        Assert.Equal(8 * 2, step.Tokens);
    }

    [Fact]
    public void MicroBatchesOfUnequalTokenCountsGiveTheWholeBatchesUpdate()
    {
        TokenExample[] uneven = [new([2, 3], [4, 1]), new([5], [6, 7, 8, 9, 1]), new([2, 2, 2], [1]), new([3], [10, 11, 1])];
        double[] After(int? size)
        {
            using var scope = NewDisposeScope();
            using var model = TinyModel.Create();
            using var trainer = new SftTrainer(model, uneven, Options(3) with { BatchSize = 4, MicroBatchSize = size }, TinyModel.Pad, seed: 1);
            var steps = trainer.Run().ToList();
            return [.. steps.Select(step => step.Loss), .. steps.Select(step => step.GradientNorm)];
        }

        foreach (var (whole, parts) in After(null).Zip(After(1)))
        {
            Assert.Equal(whole, parts, 4);
        }
    }

    [Fact]
    public void AnEpochGoesThroughAllExamplesAndItsLastBatchTakesTheRest()
    {
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(
            model, Examples, new SftOptions { BatchSize = 8, Epochs = 2 }, TinyModel.Pad, seed: 1);
        var steps = trainer.Run().ToList();
        Assert.Equal(8, steps.Count);
        Assert.Equal(50 * 2, steps.Sum(step => step.Tokens));
        Assert.Equal(2, steps[^1].Epoch, 12);
    }

    [Fact]
    public void AResumedTrainingIsTheSameBitForBit()
    {
        using var scope = NewDisposeScope();
        using var whole = TinyModel.Create();
        using var uninterrupted = new SftTrainer(whole, Examples, Options(12), TinyModel.Pad, seed: 7);
        var expected = uninterrupted.Run().ToList();

        using var first = TinyModel.Create();
        using var before = new SftTrainer(first, Examples, Options(12), TinyModel.Pad, seed: 7);
        var steps = before.Run().Take(5).ToList();
        using var state = before.State();
        using var second = first.Clone();
        foreach (var parameter in second.Module.parameters())
        {
            parameter.requires_grad = true;
        }

        using var after = new SftTrainer(second, Examples, Options(12), TinyModel.Pad, seed: 7);
        after.Restore(state);
        steps.AddRange(after.Run());
        Assert.Equal(expected, steps);
        Assert.All(
            whole.Module.parameters().Zip(second.Module.parameters()), pair => Assert.True(pair.First.Equals(pair.Second)));
    }

    [Fact]
    public void AnotherSeedGivesAnotherOrder()
    {
        double Loss(ulong seed)
        {
            using var model = TinyModel.Create();
            using var trainer = new SftTrainer(model, Examples, Options(2), TinyModel.Pad, seed);
            return trainer.Run().Last().Loss;
        }

        Assert.NotEqual(Loss(1), Loss(2));
    }

    [Fact]
    public void ABrokenUpdateIsSkippedAndSaid()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(model, Examples, Options(3), TinyModel.Pad, seed: 1);
        trainer.Step();
        var weight = model.Module.parameters().First();
        using (no_grad())
        {
            weight.view(-1)[0].fill_(double.NaN);
        }

        var others = model.Module.parameters().Skip(1).Select(parameter => parameter.clone()).ToArray();
        Assert.True(trainer.Step().Skipped);
        Assert.All(others.Zip(model.Module.parameters().Skip(1)), pair => Assert.True(pair.First.Equals(pair.Second)));
    }

    [Fact]
    public void AStateOfAnotherTrainerIsRefused()
    {
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(model, Examples, Options(3), TinyModel.Pad, seed: 1);
        using var state = new TrainerState(new Dictionary<string, Tensor>(), new() { ["kind"] = "ppo" });
        Assert.Contains("\"ppo\"", Assert.Throws<WorkbenchException>(() => trainer.Restore(state)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PackedExamplesGiveThePaddedOnesLossAndUpdate()
    {
        TokenExample[] uneven =
        [
            new([2, 3], [4, 1]), new([5], [6, 7, 8, 9, 1]), new([2, 2, 2], [1]), new([3], [10, 11, 1]),
            new([4, 4], [5, 6, 7, 1]) { Learned = [true, false, false, true] },
        ];
        double[] After(int? length)
        {
            using var model = TinyModel.Create(layers: 2);
            using var trainer = new SftTrainer(
                model, uneven, Options(4) with { BatchSize = 100, PackedLength = length, MicroBatchSize = 2 }, TinyModel.Pad, seed: 1);
            var steps = trainer.Run().ToList();
            Assert.Equal(13, steps[0].Tokens);
            return [.. steps.Select(step => step.Loss), .. steps.Select(step => step.GradientNorm)];
        }

        foreach (var (padded, packed) in After(null).Zip(After(10)))
        {
            Assert.Equal(padded, packed, 4);
        }
    }

    [Fact]
    public void AnExampleLongerThanAPackedRowIsRefused()
    {
        using var model = TinyModel.Create();
        Assert.Contains("4 tokens", Assert.Throws<WorkbenchException>(() => new SftTrainer(
            model, Examples, Options(1) with { PackedLength = 3 }, TinyModel.Pad, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheWeightsOfTheLowestHeldOutLossAreKeptAcrossAResume()
    {
        // A rate that is far too high after a good start: the best weights are not the last ones.
        var options = Options(30) with { EvaluateEvery = 5, Optimizer = new() { LearningRate = 0.05, Schedule = Schedule.Constant } };
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(model, Examples[..20], options, TinyModel.Pad, seed: 1, Examples[20..]);
        var steps = trainer.Run().Take(25).ToList();
        using var state = trainer.State();
        using var copy = model.Clone();
        foreach (var parameter in copy.Module.parameters())
        {
            parameter.requires_grad = true;
        }

        using var resumed = new SftTrainer(copy, Examples[..20], options, TinyModel.Pad, seed: 1, Examples[20..]);
        resumed.Restore(state);
        steps.AddRange(resumed.Run());
        var measured = steps.Where(step => step.Evaluation is not null).ToArray();
        Assert.Equal([5, 10, 15, 20, 25, 30], measured.Select(step => step.Step));
        var best = measured.MinBy(step => step.Evaluation!.Loss)!;
        Assert.Equal((best.Step, best.Evaluation!.Loss), resumed.Best);
        Assert.True(resumed.LoadBest());
        Assert.Equal(best.Evaluation.Loss, resumed.Evaluate(Examples[20..]).Loss, 9);
    }

    [Fact]
    public void MeasuringNeedsHeldOutExamples()
    {
        using var model = TinyModel.Create();
        Assert.Throws<WorkbenchException>(() => new SftTrainer(
            model, Examples, Options(1) with { EvaluateEvery = 1 }, TinyModel.Pad, 1));
    }

    [Fact]
    public void AnEmptyResponseIsRefused()
    {
        using var model = TinyModel.Create();
        Assert.Contains("Example 1", Assert.Throws<WorkbenchException>(() => new SftTrainer(
            model, [Examples[0], new TokenExample([2], [])], Options(1), TinyModel.Pad, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTensorIsLeftBehindByAStep()
    {
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(model, Examples, Options(30) with { MicroBatchSize = 3 }, TinyModel.Pad, seed: 1);
        Assert.Equal(Live.TensorsAfter(() => trainer.Step(), 5), Live.TensorsAfter(() => trainer.Step(), 20));
    }
}
