namespace Microsoft.ML.Tokenizers;

/// <summary>What an encoding gives: ids or tokens, the normalised text where there is a normalizer, and how far it read.</summary>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    public string? NormalizedText { get; set; }

    public int CharsConsumed { get; set; }
}
