namespace Workbench.Rlhf;

/// <summary>The numbers of <see cref="Grpo.Loss"/>; defaults are TRL 1.16's.</summary>
public sealed record GrpoLossOptions
{
    /// <summary>Which loss.</summary>
    public GrpoVariant Variant { get; init; } = GrpoVariant.Grpo;

    /// <summary>The ratio is cut below 1 minus this; in (0, 1).</summary>
    public double ClipLow { get; init; } = 0.2;

    /// <summary>The ratio is cut above 1 plus this; above 0. DAPO's "clip higher" takes 0.28; CISPO about 4.</summary>
    public double ClipHigh { get; init; } = 0.2;

    /// <summary>An upper bound of the unclipped ratio, for negative advantages (TRL `delta`); null for none.</summary>
    public double? RatioLimit { get; init; }

    /// <summary>beta, the factor of the k3 divergence inside the loss; at least 0.</summary>
    public double KlCoefficient { get; init; }

    /// <summary>
    /// Whether that divergence is multiplied by the ratio, which makes its estimate unbiased when the policy has moved (DeepSeek-V3.2; TRL 1.16).
    /// </summary>
    public bool WeightedKl { get; init; } = true;

    /// <summary>One ratio a response, its tokens' geometric mean (GSPO, Zheng et al. 2025), instead of one a token.</summary>
    public bool SequenceLevel { get; init; }

    /// <summary>The longest response that may be generated, for Dr. GRPO.</summary>
    public int MaxNewTokens { get; init; } = 256;

    /// <summary>Tokens in the whole generation batch, for DAPO and CISPO; null takes those of the mini-batch.</summary>
    public double? BatchTokens { get; init; }

    /// <summary>SAPO's temperature at positive advantages.</summary>
    public double SapoPositive { get; init; } = 1.0;

    /// <summary>SAPO's temperature at negative advantages.</summary>
    public double SapoNegative { get; init; } = 1.05;
}
