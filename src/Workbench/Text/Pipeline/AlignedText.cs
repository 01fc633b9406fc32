namespace Workbench.Text.Pipeline;

/// <summary>
/// A text, perhaps changed by normalisation, that remembers where each UTF-16 unit came from: the code points
/// [Starts[i], Ends[i]) of the text as it was given. Both halves of a surrogate pair have the same origin.
/// </summary>
internal sealed class AlignedText
{
    internal AlignedText(string value, int[] starts, int[] ends)
    {
        Value = value;
        Starts = starts;
        Ends = ends;
    }

    internal string Value { get; }

    internal int[] Starts { get; }

    internal int[] Ends { get; }

    /// <summary>The text as it was given, aligned with itself.</summary>
    internal static Stretch Of(string text)
    {
        var starts = new int[text.Length];
        var ends = new int[text.Length];
        var codePoint = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == 0 || !char.IsSurrogatePair(text[i - 1], text[i]))
            {
                codePoint++;
            }

            starts[i] = codePoint;
            ends[i] = codePoint + 1;
        }

        return new Stretch(new AlignedText(text, starts, ends), 0, text.Length);
    }
}
