namespace Workbench.Text.Pipeline;

/// <summary>Takes white space at a token's ends out of its offsets (trim_offsets of ByteLevel and RobertaProcessing).</summary>
internal static class OffsetTrimming
{
    private static readonly char Space = ByteAlphabet.CharacterOf((byte)' ');

    internal static void Trim(List<TextToken> tokens, bool addPrefixSpace)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var (leading, trailing) = SpacesAtEnds(token.Value);
            if (leading + trailing == 0)
            {
                continue;
            }

            // A single space that the tokenizer put before the text itself is not in the text, so there is nothing to take out.
            if (leading == 1 && addPrefixSpace && (i == 0 || token.Start == 0))
            {
                leading = 0;
            }

            var start = Math.Min(token.Start + leading, token.End);
            var end = trailing > 0 && token.End >= trailing ? Math.Max(token.End - trailing, start) : token.End;
            tokens[i] = token with { Start = start, End = end };
        }
    }

    private static (int Leading, int Trailing) SpacesAtEnds(string value)
    {
        int leading = 0, trailing = 0;
        while (leading < value.Length && IsSpace(value[leading]))
        {
            leading++;
        }

        while (trailing < value.Length && IsSpace(value[^(trailing + 1)]))
        {
            trailing++;
        }

        return (leading, trailing);
    }

    private static bool IsSpace(char character) => character == Space || char.IsWhiteSpace(character);
}
