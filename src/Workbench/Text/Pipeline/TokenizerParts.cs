namespace Workbench.Text.Pipeline;

/// <summary>The steps of a tokenizer, from text to ids and back.</summary>
internal sealed record TokenizerParts
{
    internal required ITokenModel Model { get; init; }

    internal INormalizer? Normalizer { get; init; }

    internal IPreTokenizer? PreTokenizer { get; init; }

    internal IPostProcessor? PostProcessor { get; init; }

    internal IDecoder? Decoder { get; init; }

    /// <summary>Tokens cut out of texts first; no two share content or id.</summary>
    internal required IReadOnlyList<AddedToken> AddedTokens { get; init; }
}
