namespace Workbench.Text.Pipeline;

/// <summary>Cuts one run of tokens or two, as the tokenizers library does.</summary>
internal static class TruncationRule
{
    /// <param name="runs">One run, or two; cut in place.</param>
    /// <param name="room">Most tokens of all runs together; below 0 nothing is cut, as in that library.</param>
    /// <param name="truncation">Strategy and side.</param>
    internal static void Apply(List<List<TextToken>> runs, int room, Truncation truncation)
    {
        var total = runs.Sum(run => run.Count);
        if (total <= room || room < 0)
        {
            return;
        }

        if (room == 0)
        {
            runs.ForEach(run => run.Clear());
            return;
        }

        if (truncation.Strategy != TruncationStrategy.LongestFirst)
        {
            var which = truncation.Strategy == TruncationStrategy.OnlyFirst ? 0 : 1;
            if (which >= runs.Count)
            {
                throw new WorkbenchException("truncation: the second text is to be cut, but there is only one");
            }

            var left = runs[which].Count - (total - room);
            if (left <= 0)
            {
                throw new WorkbenchException(
                    $"truncation: the {(which == 0 ? "first" : "second")} text has {runs[which].Count} tokens and would have to lose {total - room}; nothing of it would be left");
            }

            Cut(runs[which], left, truncation.Side);
        }
        else if (runs.Count == 1)
        {
            Cut(runs[0], room, truncation.Side);
        }
        else
        {
            var (first, second) = Shares(runs[0].Count, runs[1].Count, room);
            Cut(runs[0], first, truncation.Side);
            Cut(runs[1], second, truncation.Side);
        }
    }

    // The longer text gives way to the shorter; when even that is not enough, both get half, and the longer one the odd token.
    private static (int First, int Second) Shares(int first, int second, int room)
    {
        var shorter = Math.Min(first, second);
        var longer = shorter > room ? shorter : Math.Max(shorter, room - shorter);
        if (shorter + longer > room)
        {
            shorter = room / 2;
            longer = shorter + (room % 2);
        }

        return first > second ? (longer, shorter) : (shorter, longer);
    }

    private static void Cut(List<TextToken> run, int length, TextSide side)
    {
        if (run.Count > length)
        {
            run.RemoveRange(side == TextSide.Right ? length : 0, run.Count - length);
        }
    }
}
