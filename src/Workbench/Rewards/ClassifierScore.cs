namespace Workbench.Rewards;

/// <summary>Which number of a classifier is the reward.</summary>
public enum ClassifierScore
{
    /// <summary>The raw logit: unbounded, so that it still rises where the probability is near 1. TRL's detoxification found it smoother to train on.</summary>
    Logit,

    /// <summary>The probability after softmax, in [0, 1].</summary>
    Probability,

    /// <summary>The logarithm of that probability, at most 0.</summary>
    LogProbability,
}
