namespace Workbench.Rlhf;

/// <summary>How the divergence from the reference is measured at a token. d = log pi(token) - log pi_ref(token).</summary>
public enum KlEstimator
{
    /// <summary>d: unbiased, can be negative (TRL "kl", Schulman's k1).</summary>
    K1,

    /// <summary>d squared / 2: never negative, biased (TRL "mse", Schulman's k2).</summary>
    K2,

    /// <summary>exp(-d) - 1 + d: unbiased and never negative (Schulman's k3; GRPO's penalty).</summary>
    K3,

    /// <summary>|d| (TRL "abs").</summary>
    Abs,

    /// <summary>sum_v pi_v (log pi_v - log pi_ref_v): exact, needs both distributions over the whole vocabulary (TRL "full").</summary>
    Full,
}
