using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// Applies a list of changes to a text and carries the origins along, as the tokenizers library's NormalizedString::transform does: a
/// character that replaces another has its origin, one that is added has the origin of the character before it.
/// </summary>
internal static class AlignedChanges
{
    /// <param name="text">The text that is changed.</param>
    /// <param name="changes">The new characters; change 0 replaces one character, -n also takes the n after it, +1 adds one.</param>
    internal static Stretch Apply(Stretch text, IEnumerable<(Rune Character, int Change)> changes)
    {
        List<(int Start, int End)> origins = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (i == 0 || !char.IsSurrogatePair(text.Span[i - 1], text.Span[i]))
            {
                origins.Add(text.OriginOf(i, i + 1));
            }
        }

        var builder = new AlignedTextBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        var at = 0;
        foreach (var (character, change) in changes)
        {
            var origin = change > 0
                ? at > 0 ? origins[at - 1] : (text.Origin, text.Origin)
                : origins[Math.Min(at, origins.Count - 1)];
            at += change > 0 ? 0 : 1 - change;
            builder.Append(units[..character.EncodeToUtf16(units)], origin);
        }

        return builder.ToStretch();
    }
}
