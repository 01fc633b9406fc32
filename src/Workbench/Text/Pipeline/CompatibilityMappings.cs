using System.Globalization;

namespace Workbench.Text.Pipeline;

/// <summary>Compatibility decompositions (Unicode Standard Annex 15), for the reason that <see cref="CanonicalMappings"/> gives.</summary>
internal static class CompatibilityMappings
{
    private static readonly Dictionary<int, int[]> Decompositions = Read();

    /// <summary>Appends what a code point is made of in the end, formatting aside: itself, if nothing.</summary>
    internal static void Decompose(int codePoint, List<int> parts)
    {
        if (Decompositions.TryGetValue(codePoint, out var pieces))
        {
            parts.AddRange(pieces);
        }
        else
        {
            CanonicalMappings.Decompose(codePoint, parts);
        }
    }

    private static Dictionary<int, int[]> Read()
    {
        using var stream = typeof(CompatibilityMappings).Assembly.GetManifestResourceStream("CompatibilityMappings.txt")!;
        using var reader = new StreamReader(stream);
        Dictionary<int, int[]> decompositions = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('=') is [var character, var pieces])
            {
                decompositions.Add(Hex(character), [.. pieces.Split(' ').Select(Hex)]);
            }
        }

        return decompositions;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
