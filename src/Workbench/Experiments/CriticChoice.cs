namespace Workbench.Experiments;

/// <summary>What estimates the values that PPO's advantages are measured from.</summary>
public enum CriticChoice
{
    /// <summary>
    /// A linear head on the policy's own hidden states: no second model, as in TRL's classic trainer. It is saved with the policy, and a policy that
    /// was saved with one goes on with it.
    /// </summary>
    Head,

    /// <summary>A model of its own that starts as a copy of the policy, with a head that starts at zero.</summary>
    Policy,

    /// <summary>A model of its own that starts as the reward model, trunk and head (the "N implementation details"; InstructGPT).</summary>
    Reward,
}
