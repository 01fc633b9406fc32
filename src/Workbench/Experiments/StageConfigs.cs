namespace Workbench.Experiments;

/// <summary>What every single stage is told, beside its own options.</summary>
public abstract record StageConfig
{
    /// <summary>All randomness of the run comes from this number.</summary>
    public ulong Seed { get; init; }

    /// <summary>cpu, cuda or cuda:N.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads inside one operator.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The folder of the model to begin with; null takes the bundled pre-trained one where that makes sense.</summary>
    public string? Model { get; init; }

    /// <summary>The most tokens that a prompt may have.</summary>
    public int PromptTokens { get; init; } = 56;

    /// <summary>The most tokens that a reply may have, its end included.</summary>
    public int ReplyTokens { get; init; } = 48;
}

/// <summary>Supervised fine-tuning alone.</summary>
public sealed record SftConfig : StageConfig
{
    /// <summary>A JSON Lines file of conversations; null generates them.</summary>
    public string? Data { get; init; }

    /// <summary>The stage's options.</summary>
    public SftStageOptions Sft { get; init; } = new();
}

/// <summary>A reward model alone.</summary>
public sealed record RewardConfig : StageConfig
{
    /// <summary>A JSON Lines file of preferences; null takes the bundled ones. Its validation split measures the result.</summary>
    public string? Data { get; init; }

    /// <summary>The stage's options.</summary>
    public RewardStageOptions Reward { get; init; } = new();
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
}

/// <summary>A comparison of two models alone. <see cref="StageConfig.Model"/> is the model before.</summary>
public sealed record CompareConfig : StageConfig
{
    /// <summary>The folder of the model after.</summary>
    public string? After { get; init; }

    /// <summary>The folder of the reward model.</summary>
    public string? RewardModel { get; init; }

    /// <summary>A JSON Lines file of prompts; null generates test prompts.</summary>
    public string? Data { get; init; }

    /// <summary>The stage's options.</summary>
    public CompareStageOptions Compare { get; init; } = new();
}
