namespace Workbench.Text.Pipeline;

/// <summary>
/// Classes of characters as Hugging Face's tokenizers know them when they clean and split texts for BERT. Their tables are of older versions
/// of Unicode than .NET's: a mark assigned since then is no mark to them.
/// </summary>
internal static class CharacterClasses
{
    private static readonly Dictionary<string, CodePointRanges> Ranges = Read();

    /// <summary>Control, format and private-use characters; tab and line ends are none.</summary>
    internal static bool IsControl(int codePoint) => Ranges["control"].Contains(codePoint);

    /// <summary>ASCII signs and Unicode's punctuation.</summary>
    internal static bool IsPunctuation(int codePoint) => Ranges["punctuation"].Contains(codePoint);

    /// <summary>Marks that take no room of their own (Mn).</summary>
    internal static bool IsNonspacingMark(int codePoint) => Ranges["nonspacing"].Contains(codePoint);

    /// <summary>Marks of any kind (M).</summary>
    internal static bool IsMark(int codePoint) => Ranges["mark"].Contains(codePoint);

    /// <summary>Ideographs, which are words by themselves; not kana or hangul.</summary>
    internal static bool IsIdeograph(int codePoint) => codePoint is
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);

    private static Dictionary<string, CodePointRanges> Read()
    {
        using var stream = typeof(CharacterClasses).Assembly.GetManifestResourceStream("CharacterClasses.txt")!;
        using var reader = new StreamReader(stream);
        Dictionary<string, CodePointRanges> classes = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('=') is [var name, var ranges])
            {
                classes.Add(name, CodePointRanges.Parse(ranges));
            }
        }

        return classes;
    }
}
