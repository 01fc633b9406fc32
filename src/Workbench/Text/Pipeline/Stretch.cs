namespace Workbench.Text.Pipeline;

/// <summary>A part of an <see cref="AlignedText"/>.</summary>
/// <param name="Text">The text that holds the part.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">Number of UTF-16 units.</param>
internal readonly record struct Stretch(AlignedText Text, int Start, int Length)
{
    internal ReadOnlySpan<char> Span => Text.Value.AsSpan(Start, Length);

    /// <summary>The code point of the given text at which this part begins; 0 where it is empty.</summary>
    internal int Origin => Length == 0 ? 0 : Text.Starts[Start];

    internal Stretch Slice(int start, int length) => new(Text, Start + start, length);

    /// <summary>The code points [Start, End) of the given text that units [from, to) of this part came from.</summary>
    internal (int Start, int End) OriginOf(int from, int to) =>
        from >= to ? (from, to) : (Text.Starts[Start + from], Text.Ends[Start + to - 1]);

    public override string ToString() => Text.Value.Substring(Start, Length);
}
