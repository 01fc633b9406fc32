namespace Workbench.Text;

/// <summary>How a text, or a pair, is cut to a number of tokens. Tokens that the tokenizer adds are counted and kept.</summary>
/// <param name="MaxLength">Most tokens of the result. Fewer than the tokenizer itself adds leave the text uncut, as in the tokenizers library.</param>
public sealed record Truncation(int MaxLength)
{
    /// <summary>Which text of a pair is cut.</summary>
    public TruncationStrategy Strategy { get; init; } = TruncationStrategy.LongestFirst;

    /// <summary>The end that is cut off.</summary>
    public TextSide Side { get; init; } = TextSide.Right;
}
