namespace Workbench.Text;

/// <summary>What a checkpoint says about a tokenizer besides how it cuts texts.</summary>
public sealed record TokenizerSettings
{
    /// <summary>The parts that special tokens play.</summary>
    public SpecialTokens Special { get; init; } = new();

    /// <summary>Most tokens that the model takes ("model_max_length"); null where it does not say.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The side on which batches are padded ("padding_side").</summary>
    public TextSide PaddingSide { get; init; } = TextSide.Right;

    /// <summary>The side on which too long texts are cut ("truncation_side").</summary>
    public TextSide TruncationSide { get; init; } = TextSide.Right;

    /// <summary>The template that lays out a chat ("chat_template"), or null.</summary>
    public string? ChatTemplate { get; init; }
}
