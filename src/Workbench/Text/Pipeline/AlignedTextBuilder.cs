using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>Builds a changed text together with its alignment.</summary>
internal sealed class AlignedTextBuilder(int capacity)
{
    private readonly StringBuilder _value = new(capacity);
    private readonly List<int> _starts = new(capacity);
    private readonly List<int> _ends = new(capacity);

    /// <summary>Copies a part with the origins that it has.</summary>
    internal void Append(Stretch part)
    {
        _value.Append(part.Span);
        _starts.AddRange(part.Text.Starts.AsSpan(part.Start, part.Length));
        _ends.AddRange(part.Text.Ends.AsSpan(part.Start, part.Length));
    }

    /// <summary>Adds new characters, all with one origin.</summary>
    internal void Append(ReadOnlySpan<char> characters, (int Start, int End) origin)
    {
        _value.Append(characters);
        for (var i = 0; i < characters.Length; i++)
        {
            _starts.Add(origin.Start);
            _ends.Add(origin.End);
        }
    }

    internal Stretch ToStretch() =>
        new(new AlignedText(_value.ToString(), [.. _starts], [.. _ends]), 0, _value.Length);
}
