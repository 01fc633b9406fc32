namespace Workbench.Text.Files;

/// <summary>What a tokenizer's class in transformers implies where its files say nothing.</summary>
/// <param name="Name">The class without "Fast" and "Tokenizer".</param>
/// <param name="Special">The special tokens that it expects.</param>
internal sealed record TokenizerFamily(string Name, SpecialTokens Special)
{
    internal static readonly TokenizerFamily Gpt2 = new(
        "GPT2", new SpecialTokens { Beginning = "<|endoftext|>", End = "<|endoftext|>", Unknown = "<|endoftext|>" });

    internal static readonly TokenizerFamily Roberta = new("Roberta", new SpecialTokens
    {
        Beginning = "<s>", End = "</s>", Unknown = "<unk>", Separator = "</s>", Padding = "<pad>", Classification = "<s>", Mask = "<mask>",
    });

    private static readonly TokenizerFamily[] Known = [Gpt2, Roberta];

    /// <summary>The family of a class, or null for one that is not known.</summary>
    internal static TokenizerFamily? Of(string? tokenizerClass) =>
        Known.FirstOrDefault(family => $"{family.Name}Tokenizer" == tokenizerClass);
}
