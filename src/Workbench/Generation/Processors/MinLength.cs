using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Bars the end tokens until a row, or its new part, is long enough.</summary>
public sealed class MinLength : ILogitsProcessor
{
    private readonly int minimum;
    private readonly bool newTokensOnly;
    private readonly IReadOnlyList<int> endIds;

    private MinLength(int minimum, bool newTokensOnly, IReadOnlyList<int> endIds)
    {
        this.minimum = minimum >= 0 ? minimum : throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "Must be at least 0.");
        this.newTokensOnly = newTokensOnly;
        this.endIds = endIds;
    }

    /// <summary>Counts prompt, padding and new tokens.</summary>
    public static MinLength OfRow(int minimum, IReadOnlyList<int> endIds) => new(minimum, false, endIds);

    /// <summary>Counts new tokens.</summary>
    public static MinLength OfNewTokens(int minimum, IReadOnlyList<int> endIds) => new(minimum, true, endIds);

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history) =>
        history.Length - (newTokensOnly ? history.PromptLength : 0) < minimum ? Barred.Everywhere(scores, endIds) : scores;
}
