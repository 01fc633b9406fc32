namespace Workbench.Rlhf;

/// <summary>
/// The loss applied to h, the difference of the two log-ratios: h = (log pi_c - log ref_c) - (log pi_r - log ref_r), c chosen, r rejected.
/// </summary>
public enum DpoVariant
{
    /// <summary>-(1 - e) log sigmoid(beta h) - e log sigmoid(-beta h), e the label smoothing (Rafailov et al. 2023; Mitchell 2023).</summary>
    Sigmoid,

    /// <summary>(-(1 - e) log sigmoid(beta h) + e log sigmoid(-beta h)) / (1 - 2 e) (Chowdhury et al. 2024).</summary>
    Robust,

    /// <summary>max(0, 1 - beta h) (SLiC, Zhao et al. 2023).</summary>
    Hinge,

    /// <summary>
    /// (h - 1 / (2 beta))^2 (IPO, Azar et al. 2023) of log-probabilities averaged over tokens. Averaging is the caller's part,
    /// as in TRL 0.11.4; TRL 1.16 divides by the completion length itself.
    /// </summary>
    Ipo,

    /// <summary>Reverse KL to the smoothed preference (EXO, Ji et al. 2024, eq. 16); a smoothing of 0 becomes 1e-3.</summary>
    ExoPair,

    /// <summary>-log sigmoid(a) - log sigmoid(-a) / 2 - log sigmoid(-b) / 2 with a, b the two rewards (NCA, Chen et al. 2024).</summary>
    NcaPair,

    /// <summary>(a - 1 / (2 beta))^2 + (b + 1 / (2 beta))^2 with a, b the two log-ratios (SPPO, Wu et al. 2024).</summary>
    SppoHard,

    /// <summary>The sigmoid loss of sorted policy differences minus sorted reference differences (AOT, Melnyk et al. 2024).</summary>
    Aot,

    /// <summary>The sigmoid loss of sorted chosen minus sorted rejected log-ratios (AOT, Melnyk et al. 2024).</summary>
    AotPair,

    /// <summary>1 - sigmoid(beta a) + sigmoid(beta b) (APO, D'Oosterlinck et al. 2024, eq. 7).</summary>
    ApoZero,

    /// <summary>sigmoid(beta a) + 1 - sigmoid(beta (a - b)) (APO, eq. 8).</summary>
    ApoDown,
}
