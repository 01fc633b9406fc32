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
    /// <exception cref="WorkbenchException">They are one model, or the reference cannot read all that the policy may say.</exception>
    public static void RequireReference(ILanguageModel policy, ILanguageModel reference, string otherwise)
    {
        if (ReferenceEquals(policy, reference))
        {
            throw new WorkbenchException($"The reference is the policy itself, so {otherwise}: give the trainer a second copy of the model.");
        }

        RequireReader("reference", policy, reference);
    }

    /// <summary>Requires that a model can read every token that the policy may say.</summary>
    /// <param name="what">What the model is for.</param>
    /// <param name="policy">What is trained.</param>
    /// <param name="reader">The model; null where there is none.</param>
    /// <exception cref="WorkbenchException">It has a smaller vocabulary.</exception>
    public static void RequireReader(string what, ILanguageModel policy, ILanguageModel? reader)
    {
        if (reader is not null && reader.VocabularySize < policy.VocabularySize)
        {
            throw new WorkbenchException(
                $"The {what} ({reader.Config.Text("model_type")}) has a vocabulary of {reader.VocabularySize} tokens, the policy ({policy.Config.Text("model_type")}) of {policy.VocabularySize}: it cannot read all "
                + "that the policy may say. Give the trainer a model with at least as many.");
        }
    }
}
