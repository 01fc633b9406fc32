using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// The matches of a regular expression, special tokens first. What the expression does not match is dropped.
/// Each search starts on a slice that begins where the last match ended, so look-behind sees nothing before it.
/// </summary>
public sealed class RegexPreTokenizer : PreTokenizer
{
    private readonly Regex _regex;
    private readonly Regex? _specialTokens;

    public RegexPreTokenizer(Regex regex, IReadOnlyDictionary<string, int>? specialTokens)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _regex = regex;
        if (specialTokens is { Count: > 0 })
        {
            _specialTokens = new Regex(string.Join("|", specialTokens.Keys.Select(Regex.Escape)), RegexOptions.Compiled);
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) =>
        string.IsNullOrEmpty(text) ? [] : Split(text);

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) =>
        text.IsEmpty ? [] : Split(text.ToString());

    private IEnumerable<(int Offset, int Length)> Split(string text)
    {
        var start = 0;
        while (_specialTokens != null && First(_specialTokens, text, start, text.Length) is var (specialStart, specialLength))
        {
            while (First(_regex, text, start, specialStart) is var (offset, length))
            {
                yield return (offset, length);
                start = offset + length;
            }

            yield return (specialStart, specialLength);
            start = specialStart + specialLength;
        }

        while (First(_regex, text, start, text.Length) is var (offset, length))
        {
            yield return (offset, length);
            start = offset + length;
        }
    }

    private static (int Offset, int Length)? First(Regex regex, string text, int start, int end)
    {
        foreach (var match in regex.EnumerateMatches(text.AsSpan(start, end - start)))
        {
            return (start + match.Index, match.Length);
        }

        return null;
    }
}
