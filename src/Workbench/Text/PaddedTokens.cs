namespace Workbench.Text;

/// <summary>Token sequences in one rectangle, row by row, before they become tensors.</summary>
/// <param name="Ids">Ids, Count x Width.</param>
/// <param name="Mask">True at real tokens, Count x Width.</param>
/// <param name="Count">B, the number of sequences.</param>
/// <param name="Width">T, the padded length.</param>
public sealed record PaddedTokens(long[] Ids, bool[] Mask, int Count, int Width)
{
    /// <summary>Pads, and cuts or refuses what is too long.</summary>
    /// <param name="sequences">At least one; each may be empty.</param>
    /// <param name="options">Side, lengths and padding id.</param>
    /// <exception cref="WorkbenchException">There is no sequence, one is too long and may not be cut, or an option is out of range.</exception>
    public static PaddedTokens Of(IReadOnlyList<IReadOnlyList<int>> sequences, PaddingOptions options)
    {
        options.Validate();
        if (sequences.Count == 0)
        {
            throw new WorkbenchException("a batch needs at least one sequence");
        }

        var lengths = sequences.Select((sequence, row) => Length(sequence.Count, row, options)).ToArray();
        var width = Math.Max(lengths.Max(), options.MinWidth);
        width = (width + options.MultipleOf - 1) / options.MultipleOf * options.MultipleOf;
        var ids = new long[sequences.Count * width];
        var mask = new bool[ids.Length];
        Array.Fill(ids, options.PadId);
        for (var row = 0; row < sequences.Count; row++)
        {
            var skipped = options.TooLong == TooLong.CutLeft ? sequences[row].Count - lengths[row] : 0;
            var start = (row * width) + (options.Side == TextSide.Left ? width - lengths[row] : 0);
            for (var i = 0; i < lengths[row]; i++)
            {
                ids[start + i] = sequences[row][skipped + i];
                mask[start + i] = true;
            }
        }

        return new PaddedTokens(ids, mask, sequences.Count, width);
    }

    private static int Length(int count, int row, PaddingOptions options)
    {
        if (options.MaxLength is not { } most || count <= most)
        {
            return count;
        }

        return options.TooLong == TooLong.Refuse
            ? throw new WorkbenchException($"sequence {row} has {count} tokens; expected at most {most} (allow cutting, or filter by length first)")
            : most;
    }
}
