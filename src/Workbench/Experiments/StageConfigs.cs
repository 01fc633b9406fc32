using Workbench.Data;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>What every single stage is told, beside its own options.</summary>
public abstract record StageConfig : RunConfig
{
    /// <summary>The folder of the model to begin with; null takes the bundled pre-trained one where that makes sense.</summary>
    public string? Model { get; init; }

    /// <summary>The most tokens that a prompt may have.</summary>
    public int PromptTokens { get; init; } = 56;

    /// <summary>The most tokens that a reply may have, its end included.</summary>
    public int ReplyTokens { get; init; } = 48;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        OptionCheck.AtLeastOne("promptTokens", PromptTokens);
        OptionCheck.AtLeastOne("replyTokens", ReplyTokens);
    }

    /// <summary>Requires a folder or file that has no default.</summary>
    /// <exception cref="WorkbenchException">It was not given.</exception>
    protected static void Require(string? value, string option, string what)
    {
        if (value is null)
        {
            throw new WorkbenchException($"{option} is missing: expected {what}.");
        }
    }
}

/// <summary>Supervised fine-tuning alone.</summary>
public sealed record SftConfig : StageConfig
{
    /// <summary>A JSON Lines file of conversations; null generates them.</summary>
    public string? Data { get; init; }

    /// <summary>The stage's options.</summary>
    public SftStageOptions Sft { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Sft.Validate();
    }
}

/// <summary>A reward model alone.</summary>
public sealed record RewardConfig : StageConfig
{
    /// <summary>A JSON Lines file of preferences; null takes the bundled ones. Its validation split measures the result.</summary>
    public string? Data { get; init; }

    /// <summary>The stage's options.</summary>
    public RewardStageOptions Reward { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Reward.Validate();
    }
}

/// <summary>PPO alone.</summary>
public sealed record PpoConfig : StageConfig
{
    /// <summary>The folder of the reward model.</summary>
    public string? RewardModel { get; init; }

    /// <summary>A JSON Lines file of prompts; null generates them.</summary>
    public string? Data { get; init; }

    /// <summary>The stage's options.</summary>
    public PpoStageOptions Ppo { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Model, "--model", "the folder of a fine-tuned model, such as runs/NAME/models/sft");
        Require(RewardModel, "--reward", "the folder of a reward model, such as runs/NAME/models/reward");
        Ppo.Validate();
    }
}

/// <summary>A comparison of two models alone. <see cref="StageConfig.Model"/> is the model before.</summary>
public sealed record CompareConfig : StageConfig
{
    /// <summary>The folder of the model after.</summary>
    public string? After { get; init; }

    /// <summary>The folder of the reward model.</summary>
    public string? RewardModel { get; init; }

    /// <summary>A JSON Lines file of prompts; null generates them.</summary>
    public string? Data { get; init; }

    /// <summary>The split of the generated prompts: validation to tune on, test to report on.</summary>
    public DataSplit EvaluateOn { get; init; } = DataSplit.Test;

    /// <summary>The stage's options.</summary>
    public CompareStageOptions Compare { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Model, "--before", "a model folder");
        Require(After, "--after", "a model folder");
        Require(RewardModel, "--reward", "the folder of a reward model, such as runs/NAME/models/reward");
        OptionCheck.Require(EvaluateOn != DataSplit.Train, "evaluateOn", "train", "validation or test");
        Compare.Validate();
    }
}
