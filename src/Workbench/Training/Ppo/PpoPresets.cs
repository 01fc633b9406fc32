using Workbench.Generation;
using Workbench.Rlhf;

namespace Workbench.Training;

/// <summary>The settings of the reference implementations, defects included, and our own.</summary>
public static class PpoPresets
{
    /// <summary>The names that <see cref="ByName"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["workbench", "trl-0.11.4", "trl-25fa1bd", "trl-ppov2", "n-plus"];

    /// <summary>A preset by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="generation">How responses are sampled.</param>
    /// <exception cref="WorkbenchException">There is no such preset.</exception>
    public static PpoOptions ByName(string name, GenerationOptions generation) => name switch
    {
        "workbench" => Workbench(generation),
        "trl-0.11.4" => Trl0114(generation),
        "trl-25fa1bd" => Trl25fa1bd(generation),
        "trl-ppov2" => TrlPpoV2(generation),
        "n-plus" => NPlus(generation),
        _ => throw new WorkbenchException($"There is no PPO preset \"{name}\".{NearestName.Hint(name, Names)} There are {string.Join(", ", Names)}."),
    };

    /// <summary>Our own: every known defect mended.</summary>
    public static PpoOptions Workbench(GenerationOptions generation) => new() { Generation = generation };

    /// <summary>TRL 0.11.4, the last version with the classic PPOTrainer.</summary>
    /// <remarks>For an encoder-decoder policy add <see cref="PpoOptions.MaskFirstToken"/>.</remarks>
    public static PpoOptions Trl0114(GenerationOptions generation) => new()
    {
        Generation = generation,
        BatchSize = 128,
        MiniBatchSize = 128,
        Optimizer = new() { LearningRate = 1.41e-5, MaxGradientNorm = null },
        Kl = new() { Coefficient = 0.2, Target = 6, Horizon = 10000 },
        BrokenUpdate = BrokenUpdate.ZeroLoss,
        GradientAccumulation = GradientAccumulation.Passes,
        UseTemperature = false,
        RecomputeLogProbs = true,
        ClipFirstUpdateOnly = true,
        WhitenPadding = true,
        CheckStart = false,
        ExactEntropy = true,
    };

    /// <summary>TRL at commit 25fa1bd (0.4.2.dev0), which the DeepLearning.AI lab pins, with that version's own defaults.</summary>
    /// <remarks>The lab itself sets a learning rate of 1.41e-5, batches of 16 and mini-batches of 4, and its T5 needs <see cref="PpoOptions.MaskFirstToken"/>.</remarks>
    public static PpoOptions Trl25fa1bd(GenerationOptions generation) => Trl0114(generation) with
    {
        BatchSize = 256,
        MiniBatchSize = 1,
        Optimizer = new() { LearningRate = 1e-5, MaxGradientNorm = null },
        AdvantageWhitening = Whitening.MicroBatch,
        RatioLimit = null,
        GradientAccumulation = GradientAccumulation.LastPassOnly,
        ClipFirstUpdateOnly = false,
    };

    /// <summary>TRL's PPOv2 (0.11.4) and the experimental PPOTrainer it became.</summary>
    /// <remarks>
    /// It wants a value model of its own: give <see cref="PpoTrainer"/> one. The experimental version offers the KL estimators K1 and K3.
    /// </remarks>
    public static PpoOptions TrlPpoV2(GenerationOptions generation) => new()
    {
        Generation = generation with { Temperature = 0.7 },
        BatchSize = 64,
        MiniBatchSize = 64,
        Optimizer = new() { LearningRate = 3e-6, Schedule = Schedule.Linear, MaxGradientNorm = null },
        RatePerIteration = true,
        Kl = new() { Coefficient = 0.05 },
        ScorePlacement = ScorePlacement.AfterLastToken,
        RatioLimit = null,
        BrokenUpdate = BrokenUpdate.ZeroLoss,
        GradientAccumulation = GradientAccumulation.Passes,
        CheckStart = false,
        ExactEntropy = true,
    };

    /// <summary>The summarisation settings of "The N+ implementation details of RLHF with PPO" (Huang et al. 2024).</summary>
    public static PpoOptions NPlus(GenerationOptions generation) => new()
    {
        Generation = generation with { Temperature = 0.7 },
        BatchSize = 512,
        MiniBatchSize = 512,
        Optimizer = new() { LearningRate = 3e-6, Epsilon = 1e-5, Schedule = Schedule.Linear, MaxGradientNorm = null },
        RatePerIteration = true,
        Kl = new() { Coefficient = 0.05 },
        MissingEndScore = -1,
        RatioLimit = null,
        GradientAccumulation = GradientAccumulation.Passes,
        CheckStart = false,
    };
}
