using Workbench.Models.Lora;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>What the stages that train a policy by rewards are told alike.</summary>
public abstract record PolicyStageOptions
{
    /// <summary>How many different prompts are generated.</summary>
    public int Prompts { get; init; } = 2000;

    /// <summary>A checkpoint is written each time this many iterations are done.</summary>
    public int CheckpointEvery { get; init; } = 20;

    /// <summary>Samples of this many iterations, spread over the run, go to samples.jsonl.</summary>
    public int SampledIterations { get; init; } = 6;

    /// <summary>An adapter that is trained instead of the whole model; null trains the model, or the adapter that it runs under.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>What a policy under an adapter is held to.</summary>
    public ReferenceChoice Reference { get; init; }

    /// <summary>
    /// A model or adapter that the policy is held to instead: a folder, or the name of a second adapter inside the policy's folder. Null takes
    /// what <see cref="Reference"/> says.
    /// </summary>
    public string? ReferenceModel { get; init; }

    /// <summary>
    /// Iterations between two measurements on held-out prompts; the model with the highest mean of reward - beta KL there is the one that is saved
    /// at the end. Null never measures and saves the last.
    /// </summary>
    public int? EvaluateEvery { get; init; }

    /// <summary>How many held-out prompts measure the policy.</summary>
    public int EvaluationPrompts { get; init; } = 64;

    /// <summary>Whether the policy starts as its reference, so that a KL of 0 and ratios of 1 can be asked for.</summary>
    internal bool StartsAtReference => this is { Reference: ReferenceChoice.Start, ReferenceModel: null };

    private protected void Validate(string owner)
    {
        OptionCheck.AtLeastOne($"{owner}.prompts", Prompts);
        OptionCheck.AtLeastOne($"{owner}.checkpointEvery", CheckpointEvery);
        OptionCheck.Require(SampledIterations >= 0, $"{owner}.sampledIterations", SampledIterations, "at least 0");
        OptionCheck.AtLeastOne($"{owner}.evaluateEvery", EvaluateEvery);
        OptionCheck.AtLeastOne($"{owner}.evaluationPrompts", EvaluationPrompts);
        Lora?.Validate($"{owner}.lora");
    }
}
