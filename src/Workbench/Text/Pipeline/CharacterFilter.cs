using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>Takes characters out of a text, or puts others in their place; what stays keeps its origin.</summary>
internal static class CharacterFilter
{
    /// <param name="text">The text.</param>
    /// <param name="map">What a character becomes; itself to stay, null to go.</param>
    internal static Stretch Apply(Stretch text, Func<Rune, Rune?> map)
    {
        var builder = new AlignedTextBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        var at = 0;
        foreach (var rune in text.Span.EnumerateRunes())
        {
            if (map(rune) is { } kept)
            {
                builder.Append(units[..kept.EncodeToUtf16(units)], text.OriginOf(at, at + 1));
            }

            at += rune.Utf16SequenceLength;
        }

        return builder.ToStretch();
    }
}
