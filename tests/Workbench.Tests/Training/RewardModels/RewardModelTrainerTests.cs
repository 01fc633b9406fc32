using TorchSharp;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class RewardModelTrainerTests
{
    // The more often token 5 occurs the better.
    private static RatedResponses Rated(SeededRandom random, int responses)
    {
        var drawn = Enumerable.Range(0, responses).Select(_ => Enumerable.Range(0, 1 + random.NextInt(5))
            .Select(_ => random.Chance(0.4) ? 5 : 2 + random.NextInt(10)).Append(TinyModel.End).ToArray()).ToArray();
        return new RatedResponses([2, 3], drawn, [.. drawn.Select(ids => (double)ids.Count(id => id == 5))]);
    }

    private static RatedResponses[] Data(int count, int responses, ulong seed)
    {
        var random = new SeededRandom(seed);
        var examples = new List<RatedResponses>();
        while (examples.Count < count)
        {
            var rated = Rated(random, responses);
            if (responses != 2 || rated.Ratings[0] != rated.Ratings[1])
            {
                examples.Add(rated);
            }
        }

        return [.. examples];
    }

    [Theory]
    [InlineData(RewardLoss.Pairs, 2)]
    [InlineData(RewardLoss.AllPairs, 4)]
    [InlineData(RewardLoss.Ratings, 1)]
    public void HeldOutPairsAreOrderedAsTheRatings(RewardLoss loss, int responses)
    {
        using var trunk = TinyModel.Create(layers: 2);
        using var head = ScalarHead.For(trunk, seed: 1);
        var options = new RewardModelOptions
        {
            Loss = loss, BatchSize = 16, Epochs = 8, Optimizer = new() { LearningRate = 1e-2 }, HeadLearningRate = 1e-2,
        };
        using var trainer = new RewardModelTrainer(trunk, head, Data(250, responses, 3), options, TinyModel.Pad, seed: 1);
        var steps = trainer.Run().ToList();
        Assert.Equal(trainer.TotalSteps, steps.Count);
        var evaluation = trainer.Evaluate(Data(200, 2, 99));
        Assert.True(evaluation.Accuracy > 0.9, $"accuracy {evaluation.Accuracy}");
        Assert.Equal(200, evaluation.Pairs);
        Assert.Equal(200, evaluation.Calibration.Sum(bin => bin.Count));
    }

    [Fact]
    public void LabelsTeachTheSignOfTheReward()
    {
        static RatedResponses[] Labelled(RatedResponses[] rated) =>
            [.. rated.Select(example => example with { Ratings = [.. example.Ratings.Select(rating => rating >= 2 ? 1.0 : 0)] })];
        using var trunk = TinyModel.Create(layers: 2);
        using var head = ScalarHead.For(trunk, seed: 1);
        var options = new RewardModelOptions
        {
            Loss = RewardLoss.Labels, BatchSize = 16, Epochs = 12, Optimizer = new() { LearningRate = 1e-2 }, HeadLearningRate = 1e-2,
        };
        using var trainer = new RewardModelTrainer(trunk, head, Labelled(Data(250, 1, 3)), options, TinyModel.Pad, seed: 1);
        Assert.True(trainer.Run().Last().Loss < 0.4);
        var evaluation = trainer.Evaluate(Labelled(Data(200, 1, 99)));
        Assert.True(evaluation.LabelAccuracy > 0.9, $"accuracy {evaluation.LabelAccuracy}");
        Assert.Contains("a label outside [0, 1]", Assert.Throws<WorkbenchException>(() => new RewardModelTrainer(
            trunk, head, [new RatedResponses([2], [[3]], [5])], options, TinyModel.Pad, 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RewardLoss.Pairs, 2)]
    [InlineData(RewardLoss.AllPairs, 4)]
    [InlineData(RewardLoss.Ratings, 3)]
    public void TheSizeOfPassesChangesNothing(RewardLoss loss, int responses)
    {
        double[] After(int? size)
        {
            using var trunk = TinyModel.Create(layers: 2);
            using var head = ScalarHead.For(trunk, seed: 1);
            using var trainer = new RewardModelTrainer(
                trunk, head, Data(20, responses, 3), new RewardModelOptions { Loss = loss, BatchSize = 10, MicroBatchSize = size }, TinyModel.Pad, seed: 1);
            return [.. trainer.Run().SelectMany(step => new[] { step.Loss, step.GradientNorm, step.Accuracy, step.MeanReward })];
        }

        foreach (var (whole, parts) in After(null).Zip(After(3)))
        {
            Assert.Equal(whole, parts, 1e-4);
        }
    }

    [Fact]
    public void ThePreferredResponseMayStandInEitherPlace()
    {
        double Loss(bool swapped)
        {
            using var trunk = TinyModel.Create();
            using var head = ScalarHead.For(trunk, seed: 1);
            var data = Data(8, 2, 5);
            var placed = swapped
                ? [.. data.Select(pair => pair with { Responses = [pair.Responses[1], pair.Responses[0]], Ratings = [pair.Ratings[1], pair.Ratings[0]] })]
                : data;
            using var trainer = new RewardModelTrainer(trunk, head, placed, new RewardModelOptions { BatchSize = 8 }, TinyModel.Pad, seed: 1);
            return trainer.Step().Loss;
        }

        Assert.Equal(Loss(false), Loss(true), 5);
    }

    [Fact]
    public void AResumedTrainingIsTheSameBitForBit()
    {
        var options = new RewardModelOptions { BatchSize = 4, Epochs = 2 };
        var data = Data(16, 2, 4);
        using var whole = TinyModel.Create();
        using var wholeHead = ScalarHead.For(whole, seed: 1);
        using var uninterrupted = new RewardModelTrainer(whole, wholeHead, data, options, TinyModel.Pad, seed: 7);
        var expected = uninterrupted.Run().ToList();
        using var first = TinyModel.Create();
        using var firstHead = ScalarHead.For(first, seed: 1);
        using var before = new RewardModelTrainer(first, firstHead, data, options, TinyModel.Pad, seed: 7);
        var steps = before.Run().Take(3).ToList();
        using var state = before.State();
        using var second = first.Clone();
        foreach (var parameter in second.Module.parameters())
        {
            parameter.requires_grad = true;
        }

        using var secondHead = ScalarHead.For(second, seed: 99);
        using var after = new RewardModelTrainer(second, secondHead, data, options, TinyModel.Pad, seed: 7);
        after.Restore(state);
        steps.AddRange(after.Run());
        Assert.Equal(expected, steps);
    }

    [Fact]
    public void ALearnedRewardIsStandardisedOnReferenceSamples()
    {
        using var trunk = TinyModel.Create();
        using var head = ScalarHead.For(trunk, seed: 1);
        var samples = Data(30, 1, 8).Select(rated => new Completion("", "", rated.Prompt, rated.Responses[0], true)).ToArray();
        var reward = new LearnedReward("learned", trunk, head, TinyModel.Pad).Standardised(samples);
        var scores = reward.Score(samples);
        Assert.Equal(0, scores.Average(), 6);
        Assert.Equal(1, scores.Sum(score => score * score) / 29, 5);
        Assert.Equal(scores[7], reward.Score([samples[7]])[0], 4);
    }

    [Theory]
    [InlineData(RewardLoss.Pairs, 3, "needs 2")]
    [InlineData(RewardLoss.AllPairs, 1, "at least 2")]
    public void ExamplesThatDoNotFitTheLossAreRefused(RewardLoss loss, int responses, string reason)
    {
        using var trunk = TinyModel.Create();
        using var head = ScalarHead.For(trunk, seed: 1);
        var message = Assert.Throws<WorkbenchException>(() => new RewardModelTrainer(
            trunk, head, Data(3, responses, 1), new RewardModelOptions { Loss = loss }, TinyModel.Pad, 1)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RewardLoss.Pairs, 2, null)]
    [InlineData(RewardLoss.AllPairs, 4, 40)]
    [InlineData(RewardLoss.Ratings, 3, null)]
    public void NoNumberDependsOnTheNumberOfWorkers(RewardLoss loss, int responses, int? microBatch)
    {
        var data = Data(200, responses, 1);
        var options = new RewardModelOptions { Loss = loss, BatchSize = 90, MicroBatchSize = microBatch };
        (RewardModelStep[] Steps, double[] Scores, double[] Rewards, byte[] Weights) After(int workers)
        {
            using var trunk = TinyModel.Create();
            using var head = ScalarHead.For(trunk, seed: 1);
            using var trainer = new RewardModelTrainer(trunk, head, data, options, TinyModel.Pad, seed: 1, workers);
            RewardModelStep[] steps = [.. trainer.Run().Take(3)];
            using var state = trainer.State();
            var scores = trainer.Score([.. data.Select(rated => rated.Prompt)], [.. data.Select(rated => rated.Responses[0])]);
            var reward = new LearnedReward("learned", trunk, head, TinyModel.Pad, workers: workers);
            var rewards = reward.Score([.. data.Select(rated => new Completion("", "", rated.Prompt, rated.Responses[0], true))]);
            return (steps, scores, rewards, AfterTraining.Bits(trunk, state));
        }

        var one = After(1);
        foreach (var workers in new[] { 2, 3 })
        {
            var several = After(workers);
            Assert.Equal(one.Steps, several.Steps);
            Assert.Equal(one.Scores, several.Scores);
            Assert.Equal(one.Rewards, several.Rewards);
            Assert.Equal(one.Weights, several.Weights);
        }
    }

    [Fact]
    public void NoTensorIsLeftBehindByAStep()
    {
        using var trunk = TinyModel.Create();
        using var head = ScalarHead.For(trunk, seed: 1);
        using var trainer = new RewardModelTrainer(
            trunk, head, Data(50, 3, 1), new RewardModelOptions { Loss = RewardLoss.AllPairs, BatchSize = 2 }, TinyModel.Pad, seed: 1);
        Assert.Equal(Live.TensorsAfter(() => trainer.Step(), 5), Live.TensorsAfter(() => trainer.Step(), 15));
    }
}
