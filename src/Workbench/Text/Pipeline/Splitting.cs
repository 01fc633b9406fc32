namespace Workbench.Text.Pipeline;

/// <summary>Splits a stretch at delimiters, as the tokenizers library's NormalizedString::split does.</summary>
internal static class Splitting
{
    /// <summary>Appends the parts that are not empty.</summary>
    /// <param name="text">What to split.</param>
    /// <param name="matches">Delimiters in order, without overlap.</param>
    /// <param name="behavior">What becomes of them.</param>
    /// <param name="invert">Whether the text between the matches is the delimiter instead.</param>
    /// <param name="parts">Where the parts go.</param>
    internal static void Split(Stretch text, List<(int Start, int Length)> matches, SplitBehavior behavior, bool invert, List<Stretch> parts)
    {
        var pieces = Pieces(text.Length, matches, invert);
        var joined = behavior switch
        {
            SplitBehavior.Removed => [.. pieces.Where(piece => !piece.Delimiter)],
            SplitBehavior.Isolated => pieces,
            SplitBehavior.Contiguous => Join(pieces, (left, right) => left == right),
            SplitBehavior.MergedWithPrevious => Join(pieces, (left, right) => right && !left),
            SplitBehavior.MergedWithNext => JoinBackwards(pieces),
            _ => throw new ArgumentOutOfRangeException(nameof(behavior), behavior, null),
        };
        foreach (var (start, end, _) in joined)
        {
            if (end > start)
            {
                parts.Add(text.Slice(start, end - start));
            }
        }
    }

    private static List<(int Start, int End, bool Delimiter)> Pieces(int length, List<(int Start, int Length)> matches, bool invert)
    {
        List<(int, int, bool)> pieces = new((matches.Count * 2) + 1);
        var last = 0;
        foreach (var (start, count) in matches)
        {
            if (start > last)
            {
                pieces.Add((last, start, invert));
            }

            pieces.Add((start, start + count, !invert));
            last = start + count;
        }

        if (last < length)
        {
            pieces.Add((last, length, invert));
        }

        return pieces;
    }

    private static List<(int Start, int End, bool Delimiter)> Join(
        List<(int Start, int End, bool Delimiter)> pieces, Func<bool, bool, bool> belongsToPrevious)
    {
        List<(int Start, int End, bool Delimiter)> joined = [];
        var previous = false;
        foreach (var piece in pieces)
        {
            if (joined.Count > 0 && belongsToPrevious(previous, piece.Delimiter))
            {
                joined[^1] = joined[^1] with { End = piece.End };
            }
            else
            {
                joined.Add(piece);
            }

            previous = piece.Delimiter;
        }

        return joined;
    }

    private static List<(int Start, int End, bool Delimiter)> JoinBackwards(List<(int Start, int End, bool Delimiter)> pieces)
    {
        List<(int Start, int End, bool Delimiter)> joined = [];
        var next = false;
        for (var i = pieces.Count - 1; i >= 0; i--)
        {
            if (joined.Count > 0 && pieces[i].Delimiter && !next)
            {
                joined[^1] = joined[^1] with { Start = pieces[i].Start };
            }
            else
            {
                joined.Add(pieces[i]);
            }

            next = pieces[i].Delimiter;
        }

        joined.Reverse();
        return joined;
    }
}
