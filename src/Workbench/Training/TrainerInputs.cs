using Workbench.Models;

namespace Workbench.Training;

/// <summary>What trainers of a policy require before they begin.</summary>
internal static class TrainerInputs
{
    /// <summary>Requires something to ask.</summary>
    /// <exception cref="WorkbenchException">There are no prompts.</exception>
    public static void RequirePrompts(IReadOnlyList<PromptExample> prompts)
    {
        if (prompts.Count == 0)
        {
            throw new WorkbenchException("There are no prompts.");
        }
    }

    /// <summary>Requires a reference that does not move with the policy.</summary>
    /// <param name="policy">What is trained.</param>
    /// <param name="reference">What it is held to.</param>
    /// <param name="otherwise">What would happen if they were one.</param>
    /// <exception cref="WorkbenchException">They are one model.</exception>
    public static void RequireReference(ILanguageModel policy, ILanguageModel reference, string otherwise)
    {
        if (ReferenceEquals(policy, reference))
        {
            throw new WorkbenchException($"The reference is the policy itself, so {otherwise}: give the trainer a second copy of the model.");
        }
    }
}
