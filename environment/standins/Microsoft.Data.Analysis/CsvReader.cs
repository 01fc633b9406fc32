using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>
/// Rows of separated values: fields may stand in double quotes, which are doubled inside and may hold line ends; blank lines are skipped;
/// white space at the ends of every field goes, also inside quotes.
/// </summary>
internal static class CsvReader
{
    internal static List<string[]> Read(string text, char separator)
    {
        List<string[]> rows = [];
        List<string> row = [];
        var line = 0L;
        for (var i = 0; i < text.Length;)
        {
            if (row.Count == 0 && SkipBlankLine(text, ref i))
            {
                line++;
                continue;
            }

            row.Add(Field(text, ref i, separator, line).Trim());
            if (i < text.Length && text[i] == separator)
            {
                i++;
                if (i < text.Length)
                {
                    continue;
                }

                row.Add("");
            }

            EndLine(text, ref i);
            line++;
            rows.Add([.. row]);
            row.Clear();
        }

        return rows;
    }

    private static string Field(string text, ref int i, char separator, long line)
    {
        var start = i;
        while (i < text.Length && text[i] is ' ' or '\t' && text[i] != separator)
        {
            i++;
        }

        if (i >= text.Length || text[i] != '"')
        {
            var end = text.AsSpan(start).IndexOfAny(separator, '\r', '\n');
            i = end < 0 ? text.Length : start + end;
            return text[start..i];
        }

        var field = new StringBuilder();
        for (i++; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                field.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else
            {
                i++;
                while (i < text.Length && text[i] is ' ' or '\t' && text[i] != separator)
                {
                    i++;
                }

                return i >= text.Length || text[i] == separator || text[i] is '\r' or '\n'
                    ? field.ToString()
                    : throw Malformed(line);
            }
        }

        throw Malformed(line);
    }

    private static Exception Malformed(long line) => new($"Line {line + 1} cannot be parsed with the current Delimiters.");

    private static bool SkipBlankLine(string text, ref int i)
    {
        var end = i;
        while (end < text.Length && text[end] is not ('\r' or '\n'))
        {
            if (!char.IsWhiteSpace(text[end]))
            {
                return false;
            }

            end++;
        }

        i = end;
        EndLine(text, ref i);
        return true;
    }

    private static void EndLine(string text, ref int i)
    {
        if (i < text.Length && text[i] == '\r')
        {
            i++;
        }

        if (i < text.Length && text[i] == '\n')
        {
            i++;
        }
    }
}
