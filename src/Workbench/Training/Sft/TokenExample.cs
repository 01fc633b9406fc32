namespace Workbench.Training;

/// <summary>A prompt with the response that a model shall learn, as token ids.</summary>
/// <param name="Prompt">What the model is given; a decoder-only model needs at least one token here.</param>
/// <param name="Response">What it shall say, with the end token if it shall learn to end.</param>
public sealed record TokenExample(IReadOnlyList<int> Prompt, IReadOnlyList<int> Response)
{
    /// <summary>Which tokens of the response are learned, so that the other side of a longer dialogue is only read; null learns all.</summary>
    public IReadOnlyList<bool>? Learned { get; init; }

    /// <summary>Prompt and response together.</summary>
    public IReadOnlyList<int> Text => [.. Prompt, .. Response];

    /// <summary>A text of which some tokens are learned, as <see cref="ReplyMask"/> finds them.</summary>
    /// <param name="ids">The text.</param>
    /// <param name="learned">One a token; not the first token of a text, which nothing predicts.</param>
    /// <exception cref="WorkbenchException">Nothing is to be learned, or the mask does not fit the text.</exception>
    public static TokenExample Masked(IReadOnlyList<int> ids, IReadOnlyList<bool> learned)
    {
        if (learned.Count != ids.Count)
        {
            throw new WorkbenchException($"A text of {ids.Count} tokens has a mask of {learned.Count}.");
        }

        var positions = Enumerable.Range(1, Math.Max(0, ids.Count - 1)).Where(i => learned[i]).ToArray();
        if (positions.Length == 0)
        {
            throw new WorkbenchException("No token of the text is to be learned behind its first one.");
        }

        var (first, end) = (positions[0], positions[^1] + 1);
        var mask = learned.Skip(first).Take(end - first).ToArray();
        return new TokenExample([.. ids.Take(first)], [.. ids.Skip(first).Take(end - first)]) { Learned = mask.All(on => on) ? null : mask };
    }

    /// <summary>How many tokens are learned.</summary>
    internal int LearnedCount => Learned?.Count(on => on) ?? Response.Count;

    internal bool IsLearned(int token) => Learned?[token] ?? true;
}
