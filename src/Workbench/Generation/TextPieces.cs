using Workbench.Text;

namespace Workbench.Generation;

/// <summary>
/// Text of tokens that come one by one. A character that takes several tokens comes with the last of them, and a space that a tokenizer
/// drops at the start of a text is kept within it: the pieces together are the text of all tokens.
/// </summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="skipSpecialTokens">Whether to leave special tokens out.</param>
public sealed class TextPieces(ITextTokenizer tokenizer, bool skipSpecialTokens = true)
{
    private const char Unfinished = '\uFFFD';

    // Tokens whose text is out but may change how the next ones look, then those whose text is not out yet.
    private readonly List<int> window = [];
    private int told;

    /// <summary>Takes a token and gives what is new; empty where a character is not complete.</summary>
    public string Add(int id)
    {
        window.Add(id);
        return Next(flush: false);
    }

    /// <summary>What was held back; to be called after the last token.</summary>
    public string End() => Next(flush: true);

    private string Next(bool flush)
    {
        var before = tokenizer.Decode(window.Take(told), skipSpecialTokens);
        var now = tokenizer.Decode(window, skipSpecialTokens);
        if (now.Length <= before.Length || (!flush && now[^1] == Unfinished))
        {
            return "";
        }

        window.RemoveRange(0, told);
        told = window.Count;
        return now[before.Length..];
    }
}
