namespace Workbench.Text;

/// <summary>How token sequences of unequal length become a rectangle.</summary>
public sealed record PaddingOptions
{
    /// <summary>The id in the places that are left over.</summary>
    public required int PadId { get; init; }

    /// <summary>Where those places are.</summary>
    public TextSide Side { get; init; } = TextSide.Right;

    /// <summary>Most tokens of a sequence, at least 1; null for no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>What happens to a longer sequence.</summary>
    public TooLong TooLong { get; init; } = TooLong.Refuse;

    /// <summary>The least width, at least 0; the longest sequence may make it wider. With MaxLength equal to it, the width is fixed.</summary>
    public int MinWidth { get; init; }

    /// <summary>The width becomes a multiple of this; at least 1.</summary>
    public int MultipleOf { get; init; } = 1;

    internal void Validate()
    {
        if (MaxLength < 1)
        {
            throw new WorkbenchException($"MaxLength: expected at least 1, found {MaxLength}");
        }

        if (MinWidth < 0)
        {
            throw new WorkbenchException($"MinWidth: expected at least 0, found {MinWidth}");
        }

        if (MultipleOf < 1)
        {
            throw new WorkbenchException($"MultipleOf: expected at least 1, found {MultipleOf}");
        }
    }
}
