using Workbench.Text;

namespace Workbench.Generation;

/// <summary>
/// Ends responses at texts, wherever these fall among the tokens: a response ends with the token that completes one, even one that began in
/// the prompt (transformers: <c>StopStringCriteria</c>). Special tokens count as they are spelled.
/// </summary>
public sealed class StopTexts : IStopRule
{
    private readonly ITextTokenizer tokenizer;
    private readonly int longest;

    /// <summary>Creates a rule.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="texts">At least one; none empty.</param>
    /// <exception cref="WorkbenchException">There is no text, or an empty one.</exception>
    public StopTexts(ITextTokenizer tokenizer, params IReadOnlyList<string> texts)
    {
        if (texts.Count == 0 || texts.Any(string.IsNullOrEmpty))
        {
            throw new WorkbenchException("A stop text must have at least one character, and there must be at least one stop text.");
        }

        this.tokenizer = tokenizer;
        Texts = [.. texts];
        longest = texts.Max(text => text.Length);
    }

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <inheritdoc/>
    public Func<int, bool> Watch(IReadOnlyList<int>? before = null)
    {
        var pieces = new TextPieces(tokenizer, skipSpecialTokens: false);
        // A token has at least one character, or what it has comes with a later one.
        var tail = string.Concat((before ?? []).TakeLast(longest).Select(pieces.Add));
        return id =>
        {
            var piece = pieces.Add(id);
            tail += piece;
            var ends = EndIn(tail, piece.Length, Texts);
            tail = tail[Math.Max(0, tail.Length - longest)..];
            return ends;
        };
    }

    /// <summary>How many tokens of a response come up to and with the one that completes the first stop text; all where there is none.</summary>
    public int KeptTokens(IReadOnlyList<int> ids)
    {
        var watch = Watch();
        for (var i = 0; i < ids.Count; i++)
        {
            if (watch(ids[i]))
            {
                return i + 1;
            }
        }

        return ids.Count;
    }

    /// <summary>The text before the first stop text; all of it where there is none.</summary>
    public string Before(string text) => Before(text, Texts);

    /// <summary>The text before the first of some stop texts; all of it where there is none.</summary>
    public static string Before(string text, IEnumerable<string> stops) =>
        text[..stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min()];

    /// <summary>Whether a stop text ends inside the last characters of a text, or with it (transformers: <c>StopStringCriteria</c>).</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="last">How many of its characters are new.</param>
    /// <param name="stops">The stop texts.</param>
    public static bool EndIn(string text, int last, IEnumerable<string> stops) => last > 0 && stops.Any(stop =>
        text.IndexOf(stop, Math.Max(0, text.Length - last - stop.Length + 1), StringComparison.Ordinal) >= 0);
}
