namespace Workbench.Models;

/// <summary>Whether models can read the token ids that they will be given: libtorch itself says "index out of range in self", in the middle of a run.</summary>
internal static class Vocabularies
{
    /// <summary>Requires that a model has a row for every token of its own tokenizer.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="model">Rows of the model's embedding.</param>
    /// <param name="tokenizer">Tokens of the tokenizer.</param>
    /// <exception cref="WorkbenchException">It has fewer.</exception>
    public static void RequireOwn(string folder, int model, int tokenizer)
    {
        if (model < tokenizer)
        {
            throw new WorkbenchException(
                $"{folder}: the model has a vocabulary of {model} tokens, its tokenizer of {tokenizer}; expected a model with a row for every token. "
                + "Is the tokenizer another model's, or was a token added to it without resizing the model?");
        }
    }

    /// <summary>Requires that a model with the policy's tokenizer can read every id that the policy may give.</summary>
    /// <param name="what">What the model is for.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="reader">The model.</param>
    /// <param name="policyFolder">The policy's folder.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="WorkbenchException">It has a smaller vocabulary.</exception>
    public static void RequireReader(string what, string folder, ILanguageModel reader, string policyFolder, ILanguageModel policy)
    {
        if (reader.VocabularySize < policy.VocabularySize)
        {
            throw new WorkbenchException(
                $"{folder}: this {what} has a vocabulary of {reader.VocabularySize} tokens, the policy {policyFolder} of {policy.VocabularySize}, "
                + $"so the {what} cannot read all that the policy may say; expected a model with at least as many.");
        }
    }
}
