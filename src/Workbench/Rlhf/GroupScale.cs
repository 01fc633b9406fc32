namespace Workbench.Rlhf;

/// <summary>What a group's centred rewards are divided by.</summary>
public enum GroupScale
{
    /// <summary>The standard deviation of the group (GRPO).</summary>
    Group,

    /// <summary>The standard deviation of the whole batch (Reinforce++).</summary>
    Batch,

    /// <summary>Nothing (Dr. GRPO).</summary>
    None,
}
