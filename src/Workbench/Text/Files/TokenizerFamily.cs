namespace Workbench.Text.Files;

/// <summary>What a tokenizer's class in transformers implies where its files say nothing.</summary>
/// <param name="Name">The class without "Fast" and "Tokenizer".</param>
/// <param name="Special">The special tokens that it expects.</param>
/// <param name="PaddingSide">The side on which it pads.</param>
internal sealed record TokenizerFamily(string Name, SpecialTokens Special, TextSide PaddingSide = TextSide.Right)
{
    internal static readonly TokenizerFamily Gpt2 = new(
        "GPT2", new SpecialTokens { Beginning = "<|endoftext|>", End = "<|endoftext|>", Unknown = "<|endoftext|>" });

    internal static readonly TokenizerFamily Roberta = new("Roberta", new SpecialTokens
    {
        Beginning = "<s>", End = "</s>", Unknown = "<unk>", Separator = "</s>", Padding = "<pad>", Classification = "<s>", Mask = "<mask>",
    });

    internal static readonly TokenizerFamily T5 = new("T5", new SpecialTokens { End = "</s>", Unknown = "<unk>", Padding = "<pad>" });

    internal static readonly TokenizerFamily Llama = new(
        "Llama", new SpecialTokens { Beginning = "<s>", End = "</s>", Unknown = "<unk>" }, TextSide.Left);

    internal static readonly TokenizerFamily Qwen2 = new(
        "Qwen2", new SpecialTokens { End = "<|endoftext|>", Unknown = "<|endoftext|>", Padding = "<|endoftext|>" });

    internal static readonly TokenizerFamily Bert = new("Bert", new SpecialTokens
    {
        Unknown = "[UNK]", Separator = "[SEP]", Padding = "[PAD]", Classification = "[CLS]", Mask = "[MASK]",
    });

    internal static readonly TokenizerFamily DistilBert = Bert with { Name = "DistilBert" };

    internal static readonly TokenizerFamily Electra = Bert with { Name = "Electra" };

    private static readonly TokenizerFamily[] Known = [Gpt2, Roberta, T5, Llama, Qwen2, Bert, DistilBert, Electra];

    /// <summary>Whether the class is BERT's under this or another name.</summary>
    internal bool IsBert => ReferenceEquals(Special, Bert.Special);

    /// <summary>The family of a class, or null for one that is not known.</summary>
    internal static TokenizerFamily? Of(string? tokenizerClass) =>
        Known.FirstOrDefault(family => $"{family.Name}Tokenizer" == tokenizerClass);
}
