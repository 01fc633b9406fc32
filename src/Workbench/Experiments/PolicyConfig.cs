namespace Workbench.Experiments;

/// <summary>Training of a policy by rewards: what PPO, GRPO, RLOO and online DPO are told alike.</summary>
public abstract record PolicyConfig : RewardedConfig
{
    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Model, "--model", "the folder of a fine-tuned model, such as runs/NAME/models/sft");
        base.Validate();
    }
}
