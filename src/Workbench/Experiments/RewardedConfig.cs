using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>A stage whose replies are scored: by a reward model, by other rewards with weights, or by both.</summary>
public abstract record RewardedConfig : StageConfig
{
    /// <summary>The folder of the reward model; null where <see cref="Rewards"/> say all.</summary>
    public string? RewardModel { get; init; }

    /// <summary>
    /// Further rewards, each with a weight and a tokenizer of its own: added to the reward model's score, or alone where there is no reward model.
    /// </summary>
    public IReadOnlyList<RewardPart> Rewards { get; init; } = [];

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(RewardModel ?? (Rewards.Count > 0 ? "" : null), "--reward", "the folder of a reward model, such as runs/NAME/models/reward, or a list of rewards in the configuration");
        ValidateParts("rewards", Rewards);
    }

    private protected static void ValidateParts(string key, IReadOnlyList<RewardPart> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            OptionCheck.Require(parts[i] is not null, $"{key}.{i}", null, "an object with the key kind");
            parts[i].Validate($"{key}.{i}");
        }
    }

    /// <summary>The reward model with weight 1, then the others.</summary>
    internal IReadOnlyList<RewardPart> AllRewards => [.. RewardModel is null ? [] : new[] { new ModelReward { Model = RewardModel } }, .. Rewards];

    internal override StageConfig Resolve() => ((RewardedConfig)base.Resolve()) with
    {
        RewardModel = ModelPath.FullReward(RewardModel),
        Rewards = [.. Rewards.Select(part => part.Resolve())],
    };

    /// <summary>The folder of the first reward model among all rewards.</summary>
    internal string? FirstRewardModel => AllRewards.OfType<ModelReward>().FirstOrDefault()?.Model;
}
