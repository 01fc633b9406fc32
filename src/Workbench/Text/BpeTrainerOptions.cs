namespace Workbench.Text;

/// <summary>How large a byte-level BPE vocabulary becomes, and which special tokens it has.</summary>
public sealed record BpeTrainerOptions
{
    /// <summary>Tokens at most: special tokens, the 256 bytes and merges. At least as many as the first two.</summary>
    public int VocabularySize { get; init; } = 8_000;

    /// <summary>A pair is merged only if it occurs at least so often; at least 1.</summary>
    public int MinimumFrequency { get; init; } = 2;

    /// <summary>Special tokens: they get the first ids, in the order end, padding, beginning, the other roles, additional.</summary>
    public SpecialTokens Special { get; init; } = new() { End = "<|endoftext|>", Padding = "<|pad|>" };

    /// <summary>Most tokens that the model to be trained takes, written down as "model_max_length"; null leaves it open.</summary>
    public int? MaxLength { get; init; }

    internal IReadOnlyList<string> SpecialInOrder =>
    [
        .. new[] { Special.End, Special.Padding, Special.Beginning, Special.Unknown, Special.Separator, Special.Classification, Special.Mask }
            .OfType<string>().Concat(Special.Additional).Distinct(),
    ];

    internal void Validate()
    {
        var least = SpecialInOrder.Count + 256;
        if (VocabularySize < least)
        {
            throw new WorkbenchException(
                $"VocabularySize: expected at least {least} (256 bytes and {SpecialInOrder.Count} special tokens), found {VocabularySize}");
        }

        if (MinimumFrequency < 1)
        {
            throw new WorkbenchException($"MinimumFrequency: expected at least 1, found {MinimumFrequency}");
        }

        if (SpecialInOrder.FirstOrDefault(token => token.Length < 2) is { } tooShort)
        {
            throw new WorkbenchException($"Special: expected tokens of two characters or more, found \"{tooShort}\"");
        }
    }
}
