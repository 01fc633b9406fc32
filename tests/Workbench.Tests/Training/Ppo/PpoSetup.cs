using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Training;

namespace Workbench.Tests.Training;

/// <summary>A policy with everything that PPO needs, small enough for a test.</summary>
internal sealed class PpoSetup : IDisposable
{
    public static readonly PromptExample[] Prompts =
        [.. Enumerable.Range(2, 10).Select(id => new PromptExample($"{id}", id % 2 == 0 ? [2, id] : [2, 3, id]))];

    public PpoSetup(
        PpoOptions options, ulong seed = 1, IReward? reward = null, ILanguageModel? policy = null, ILanguageModel? reference = null,
        int? workers = null)
    {
        Options = options;
        Policy = policy ?? TinyModel.Create(seed: 3);
        Reference = reference ?? Policy.Clone();
        Head = ValueHead.For(Policy);
        Trainer = new PpoTrainer(Policy, Head, Reference, reward ?? Fives, new TinyModel.Words(), Prompts, options, seed, workers: workers);
    }

    /// <summary>How many of the words are "5".</summary>
    public static IReward Fives { get; } =
        new FunctionReward("fives", (_, response) => response.Split(' ').Count(word => word == "5"));

    public static PpoOptions Small { get; } = new()
    {
        Generation = new GenerationOptions { MaxNewTokens = 6, EndIds = [TinyModel.End], PadId = TinyModel.Pad },
        Iterations = 30,
        BatchSize = 16,
        MiniBatchSize = 8,
        Epochs = 2,
        Optimizer = new() { LearningRate = 3e-3 },
        Kl = new() { Coefficient = 0.05 },
    };

    public PpoOptions Options { get; }

    public ILanguageModel Policy { get; }

    public ILanguageModel Reference { get; }

    public ValueHead Head { get; }

    public PpoTrainer Trainer { get; }

    public void Dispose()
    {
        Trainer.Dispose();
        Head.Dispose();
        Reference.Dispose();
        Policy.Dispose();
    }
}
