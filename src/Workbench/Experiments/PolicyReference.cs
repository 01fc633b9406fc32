using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>What a policy is held to by the KL penalty: itself as it starts, or a model or adapter of its own.</summary>
internal static class PolicyReference
{
    /// <summary>The reference, frozen; the caller owns it.</summary>
    /// <param name="policy">The policy before its training.</param>
    /// <param name="policyFolder">Where it was loaded from.</param>
    /// <param name="choice">What it is held to where no folder is named.</param>
    /// <param name="folder">
    /// Another model of the same tokenizer. An adapter on the policy's own base is put beside the policy's adapter onto the same weights, so that
    /// it costs no second base. Null takes the choice.
    /// </param>
    /// <exception cref="WorkbenchException">The folder is not sound, or its model has another vocabulary.</exception>
    public static ILanguageModel Of(ILanguageModel policy, string policyFolder, ReferenceChoice choice, string? folder)
    {
        if (folder is null)
        {
            return References.Of(policy, choice);
        }

        var reference = IsOnSameBase(policy, policyFolder, folder)
            ? PeftAdapters.Load(policy, folder)
            : LanguageModels.Load(folder, policy.Module.parameters().First().device);
        if (reference.VocabularySize == policy.VocabularySize)
        {
            return reference.Freeze();
        }

        var size = reference.VocabularySize;
        reference.Dispose();
        throw new WorkbenchException(
            $"{folder}: this reference has a vocabulary of {size} tokens, the policy {policyFolder} of {policy.VocabularySize}; expected a model of the same tokenizer.");
    }

    /// <summary>The full path of a reference: the name of an adapter inside the policy's folder, as PEFT saves a second one, or any other path.</summary>
    public static string? Resolve(string? model, string? reference) =>
        model is not null && reference is not null && Path.Combine(model, reference) is var inside && PeftFolder.IsAt(inside)
            ? Path.GetFullPath(inside)
            : ModelPath.Full(reference);

    // Where the policy itself is trained as a whole, its weights are nobody else's.
    private static bool IsOnSameBase(ILanguageModel policy, string policyFolder, string reference) =>
        policy.Adapter is not null && PeftFolder.IsAt(reference) && BaseOf(policyFolder) == BaseOf(reference);

    private static string BaseOf(string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(PeftFolder.IsAt(folder) ? PeftFolder.Open(folder).BaseFolder() : folder));
}
