namespace Workbench.Text.Pipeline;

/// <summary>
/// tokenizer.json's "ByteLevel": a space put before the text if asked, then GPT-2's splitting rule if asked. The spelling of bytes that
/// it also stands for is done by the model (see <see cref="BpeModel"/>).
/// </summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    public void Split(Stretch text, List<Stretch> parts)
    {
        if (addPrefixSpace && text.Span[0] != ' ')
        {
            text = Prepending.Before(text, " ");
        }

        if (useRegex)
        {
            Splitting.Split(text, CodePointRegex.Gpt2.Matches(text.Span), SplitBehavior.Isolated, invert: false, parts);
        }
        else
        {
            parts.Add(text);
        }
    }
}
