namespace Workbench.Rlhf;

/// <summary>How the per-token losses of GRPO are formed and averaged.</summary>
public enum GrpoVariant
{
    /// <summary>Mean over each response's tokens, then over responses (Shao et al. 2024).</summary>
    Grpo,

    /// <summary>Mean over all tokens of the batch (TRL "bnpo").</summary>
    Bnpo,

    /// <summary>Sum over tokens divided by B times the longest length allowed, without length bias (Dr. GRPO, Liu et al. 2025).</summary>
    DrGrpo,

    /// <summary>Sum over tokens divided by the tokens of the whole generation batch (DAPO, Yu et al. 2025).</summary>
    Dapo,

    /// <summary>-sg(min(rho, 1 + clipHigh)) A log pi, divided as in DAPO (CISPO, MiniMax 2025); TRL's epsilon_high is the bound itself.</summary>
    Cispo,

    /// <summary>A smooth gate 4 sigmoid(tau (rho - 1)) / tau in place of the clip (SAPO, Qwen 2025), averaged as in GRPO.</summary>
    Sapo,
}
