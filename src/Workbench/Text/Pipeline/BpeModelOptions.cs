namespace Workbench.Text.Pipeline;

/// <summary>The settings of a BPE model in tokenizer.json.</summary>
internal sealed record BpeModelOptions
{
    /// <summary>Whether texts are spelt in bytes first.</summary>
    internal bool ByteLevel { get; init; }

    /// <summary>What a character becomes that the vocabulary lacks; without it the character vanishes, and if it is itself missing that is an error.</summary>
    internal string? UnknownToken { get; init; }

    /// <summary>Whether neighbouring unknown characters become one unknown token.</summary>
    internal bool FuseUnknown { get; init; }

    /// <summary>Whether a character that the vocabulary lacks becomes its bytes, spelt &lt;0xNN&gt;.</summary>
    internal bool ByteFallback { get; init; }

    /// <summary>Whether a part that is a token by itself is taken whole, whatever the merges say.</summary>
    internal bool IgnoreMerges { get; init; }

    /// <summary>What stands before pieces inside a word.</summary>
    internal string? ContinuingSubwordPrefix { get; init; }

    /// <summary>What stands after the last piece of a word.</summary>
    internal string? EndOfWordSuffix { get; init; }
}
