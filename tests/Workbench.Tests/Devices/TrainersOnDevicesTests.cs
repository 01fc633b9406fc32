using Workbench.Models;
using Workbench.Rlhf;
using Workbench.Tests.Training;
using Workbench.Training;

namespace Workbench.Tests.Devices;

/// <summary>Every trainer gives the same figures on every device, up to the rounding of sums in another order.</summary>
public sealed class TrainersOnDevicesTests
{
    private static readonly TokenExample[] Examples =
        [.. from a in Enumerable.Range(2, 5) from b in Enumerable.Range(7, 5) select new TokenExample([a, b], [b, TinyModel.End])];

    private static readonly RatedResponses[] Pairs =
        [.. Enumerable.Range(2, 10).Select(id => RatedResponses.Pair([2, id], [5, 5, TinyModel.End], [6, 7, 8, TinyModel.End]))];

    public static IEnumerable<object[]> Everywhere =>
        from device in TestDevice.Names from trainer in new[] { "sft", "reward", "ppo", "grpo", "rloo", "online-dpo", "dpo" } select new object[] { device, trainer };

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public void AFewStepsGiveTheCpusFigures(string device, string trainer)
    {
        var there = TestDevice.Named(device);
        using var expected = TinyModel.Create(seed: 3);
        using var model = TinyModel.Create(seed: 3, device: there);
        Assert.All(Figures(trainer, expected).Zip(Figures(trainer, model)), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.All(model.Module.parameters(), parameter => Assert.Equal(there.type, parameter.device_type));
    }

    private static double[] Figures(string trainer, ILanguageModel model)
    {
        switch (trainer)
        {
            case "sft":
                using (var sft = new SftTrainer(model, Examples, new() { BatchSize = 8, Steps = 3 }, TinyModel.Pad, seed: 1))
                {
                    return [.. sft.Run().SelectMany(step => new[] { step.Loss, step.GradientNorm }), sft.Evaluate(Examples).Loss];
                }

            case "reward":
                using (var head = ScalarHead.For(model, seed: 1))
                using (var reward = new RewardModelTrainer(model, head, Pairs, new() { BatchSize = 5, Epochs = 1 }, TinyModel.Pad, seed: 1))
                {
                    return [.. reward.Run().SelectMany(step => new[] { step.Loss, step.GradientNorm }), reward.Evaluate(Pairs).LogLoss];
                }

            case "ppo":
                using (var setup = new PpoSetup(PpoSetup.Small with { Iterations = 2 }, policy: model))
                {
                    return [.. setup.Trainer.Run().SelectMany(step => new[] { step.Loss, step.Score, step.Kl, step.GradientNorm, step.ValueMean })];
                }

            case "dpo":
                using (var reference = model.Clone())
                using (var dpo = new DpoTrainer(model, reference, Pairs, new DpoOptions { BatchSize = 5, Epochs = 1 }, TinyModel.Pad, seed: 1))
                {
                    return [.. dpo.Run().SelectMany(step => new[] { step.Loss, step.Margin, step.GradientNorm })];
                }

            default:
                var options = new GroupOptions
                {
                    Generation = PpoSetup.Small.Generation,
                    Algorithm = trainer switch { "grpo" => GroupAlgorithm.Grpo, "rloo" => GroupAlgorithm.Rloo, _ => GroupAlgorithm.OnlineDpo },
                    Iterations = 2,
                    Prompts = 4,
                    GroupSize = 2,
                    MiniBatchSize = 4,
                };
                using (var reference = model.Clone())
                using (var group = new GroupTrainer(model, reference, PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, options, seed: 1))
                {
                    return [.. group.Run().SelectMany(step => step.Updates).SelectMany(update => new[] { update.Loss, update.GradientNorm })];
                }
        }
    }
}
