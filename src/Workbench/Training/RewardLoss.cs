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
}
