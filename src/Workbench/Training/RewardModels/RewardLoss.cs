namespace Workbench.Training;

/// <summary>What a reward model learns from.</summary>
public enum RewardLoss
{
    /// <summary>Comparisons of two responses (Bradley-Terry).</summary>
    Pairs,

    /// <summary>Rankings: all pairs among the K rated responses of a prompt, averaged for each prompt (InstructGPT).</summary>
    AllPairs,

    /// <summary>The ratings themselves, by least squares.</summary>
    Ratings,

    /// <summary>
    /// Labels 1 (good) and 0 (bad), or shares of annotators in between: the reward becomes the logit of the label 1 (cross-entropy).
    /// </summary>
    Labels,
}
