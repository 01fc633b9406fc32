using TorchSharp;
using Workbench.Models;
using Workbench.Training;

namespace Workbench.Tests.Training;

/// <summary>Counts the tensors of all threads, so nothing else may run beside these tests.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    private static long LiveAfter(Action step, int times)
    {
        for (var i = 0; i < times; i++)
        {
            step();
        }

        // What earlier tests left to the garbage collector shall not go between two counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    private static void LiveTensorsBeforeStepTenAreThoseBeforeStepHundred(Action step) =>
        Assert.Equal(LiveAfter(step, 9), LiveAfter(step, 90));

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, 24)]
    public void AnIterationOfPpoLeavesNothing(int workers, int? microBatch)
    {
        var options = PpoSetup.Small with { Iterations = 100, BatchSize = 48, MiniBatchSize = 48, MicroBatchSize = microBatch, Epochs = 1 };
        using var setup = new PpoSetup(options, workers: workers);
        LiveTensorsBeforeStepTenAreThoseBeforeStepHundred(() => setup.Trainer.Step());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AStepOfFineTuningLeavesNothing(int workers)
    {
        TokenExample[] examples = [.. Enumerable.Range(0, 40).Select(i => new TokenExample([2, 3, 2 + i % 9, 4], [5, 6, 2 + i % 9, 7, 8, 1]))];
        using var model = TinyModel.Create();
        using var trainer = new SftTrainer(
            model, examples, new SftOptions { BatchSize = 40, Steps = 100, Optimizer = new() }, TinyModel.Pad, seed: 1, workers: workers);
        LiveTensorsBeforeStepTenAreThoseBeforeStepHundred(() => trainer.Step());
    }

    [Fact]
    public void AStepOfTheRewardModelLeavesNothing()
    {
        RatedResponses[] examples = [.. Enumerable.Range(0, 16).Select(i => RatedResponses.Pair([2, 3, 2 + i % 9], [5, 6, 1], [7, 8, 2 + i % 9, 1]))];
        using var trunk = TinyModel.Create();
        using var head = ScalarHead.For(trunk, seed: 1);
        using var trainer = new RewardModelTrainer(
            trunk, head, examples, new RewardModelOptions { BatchSize = 16, Epochs = 100 }, TinyModel.Pad, seed: 1);
        LiveTensorsBeforeStepTenAreThoseBeforeStepHundred(() => trainer.Step());
    }
}
