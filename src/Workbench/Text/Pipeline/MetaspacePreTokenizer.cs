namespace Workbench.Text.Pipeline;

/// <summary>
/// tokenizer.json's "Metaspace": spaces become the mark (U+2581), a mark is put before the text unless one stands there already, and the
/// text may be split before each mark.
/// </summary>
internal sealed class MetaspacePreTokenizer(string mark, PrependScheme scheme, bool split) : IPreTokenizer
{
    public void Split(Stretch text, List<Stretch> parts)
    {
        var marked = ReplaceNormalizer.Replace(text, " ", mark);
        var prepend = scheme switch
        {
            PrependScheme.Always => true,
            PrependScheme.First => marked.Origin == 0,
            _ => false,
        };
        if (prepend && !marked.Span.StartsWith(mark, StringComparison.Ordinal))
        {
            marked = Prepending.Before(marked, mark);
        }

        if (split)
        {
            Splitting.Split(marked, ReplaceNormalizer.Occurrences(marked.Span, mark), SplitBehavior.MergedWithNext, invert: false, parts);
        }
        else
        {
            parts.Add(marked);
        }
    }
}
