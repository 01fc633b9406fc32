using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "BertPreTokenizer": white space separates and vanishes, and every punctuation sign is a part by itself.</summary>
internal sealed class BertPreTokenizer : IPreTokenizer
{
    public void Split(Stretch text, List<Stretch> parts)
    {
        int start = 0, at = 0;
        foreach (var rune in text.Span.EnumerateRunes())
        {
            var end = at + rune.Utf16SequenceLength;
            var space = Rune.IsWhiteSpace(rune);
            if (space || CharacterClasses.IsPunctuation(rune.Value))
            {
                Add(start, at);
                Add(at, space ? at : end);
                start = end;
            }

            at = end;
        }

        Add(start, at);

        void Add(int from, int to)
        {
            if (to > from)
            {
                parts.Add(text.Slice(from, to - from));
            }
        }
    }
}
