namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Strip": white space taken from the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public Stretch Normalize(Stretch text)
    {
        if (left)
        {
            var rest = text.Span.TrimStart().Length;
            text = text.Slice(text.Length - rest, rest);
        }

        return right ? text.Slice(0, text.Span.TrimEnd().Length) : text;
    }
}
