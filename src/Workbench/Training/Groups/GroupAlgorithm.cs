namespace Workbench.Training;

/// <summary>What is learned from groups of responses to the same prompt. None needs a value model.</summary>
public enum GroupAlgorithm
{
    /// <summary>Each response against the mean of its group; the KL is a term of the loss (<see cref="Rlhf.Grpo"/>).</summary>
    Grpo,

    /// <summary>Each response against the mean of the others; the KL is subtracted from the score (<see cref="Rlhf.Rloo"/>).</summary>
    Rloo,

    /// <summary>
    /// The best response of each group against its worst (<see cref="Rlhf.Dpo"/>): direct preference optimization on the policy's own responses
    /// (Guo et al. 2024; TRL `OnlineDPOTrainer`, which takes groups of two). A group whose scores are all equal teaches nothing and is left out.
    /// </summary>
    OnlineDpo,
}
