using System.Text.Json;

namespace Workbench.Parity.Tests.Tokenizers;

/// <summary>Gathers what differs over many cases, so that one test shows how many and the first few.</summary>
internal sealed class Mismatches
{
    private readonly List<string> _found = [];
    private int _checked;

    internal void Check<T>(string what, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        _checked++;
        if (!expected.SequenceEqual(actual))
        {
            _found.Add($"{what}\n    expected {string.Join(' ', expected)}\n    found    {string.Join(' ', actual)}");
        }
    }

    internal void Check(string what, string expected, string actual)
    {
        _checked++;
        if (expected != actual)
        {
            _found.Add($"{what}\n    expected {JsonSerializer.Serialize(expected)}\n    found    {JsonSerializer.Serialize(actual)}");
        }
    }

    internal void AssertNone()
    {
        Assert.True(_checked > 0, "nothing was checked");
        Assert.True(_found.Count == 0, $"{_found.Count} of {_checked} differ:\n{string.Join('\n', _found.Take(8))}");
    }
}
