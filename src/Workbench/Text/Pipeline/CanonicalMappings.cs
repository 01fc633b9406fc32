using System.Globalization;

namespace Workbench.Text.Pipeline;

/// <summary>
/// Canonical decompositions, combining classes and compositions (Unicode Standard Annex 15). string.Normalize leaves texts as they are
/// in .NET's globalization-invariant mode, and elsewhere follows the machine's ICU; a tokenizer needs the same answer everywhere.
/// </summary>
internal static class CanonicalMappings
{
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28, Syllables = Leads * Vowels * Tails;

    private static readonly Dictionary<int, int[]> Decompositions = [];
    private static readonly Dictionary<(int, int), int> Compositions = [];
    private static readonly Dictionary<int, int> Classes = [];

    static CanonicalMappings()
    {
        using var stream = typeof(CanonicalMappings).Assembly.GetManifestResourceStream("CanonicalMappings.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.IndexOf('=') is > 0 and var equals)
            {
                var parts = line[(equals + 1)..].TrimEnd('!').Split(' ').Select(Hex).ToArray();
                Decompositions.Add(Hex(line[..equals]), parts);
                if (parts.Length == 2 && !line.EndsWith('!'))
                {
                    Compositions.Add((parts[0], parts[1]), Hex(line[..equals]));
                }
            }
            else if (line.Split('-', ':') is [var first, var last, var combining] && line[0] != '#')
            {
                for (var codePoint = Hex(first); codePoint <= Hex(last); codePoint++)
                {
                    Classes.Add(codePoint, int.Parse(combining, CultureInfo.InvariantCulture));
                }
            }
        }
    }

    /// <summary>The canonical combining class; 0 for what begins a character of its own.</summary>
    internal static int ClassOf(int codePoint) => codePoint < 0x300 ? 0 : Classes.GetValueOrDefault(codePoint);

    /// <summary>Appends what a code point is made of in the end: itself, if nothing.</summary>
    internal static void Decompose(int codePoint, List<int> parts)
    {
        if (codePoint is >= SyllableBase and < SyllableBase + Syllables)
        {
            var index = codePoint - SyllableBase;
            parts.Add(LeadBase + (index / (Vowels * Tails)));
            parts.Add(VowelBase + (index / Tails % Vowels));
            if (index % Tails > 0)
            {
                parts.Add(TailBase + (index % Tails));
            }
        }
        else if (Decompositions.TryGetValue(codePoint, out var pieces))
        {
            foreach (var piece in pieces)
            {
                Decompose(piece, parts);
            }
        }
        else
        {
            parts.Add(codePoint);
        }
    }

    /// <summary>What two code points are together, or null.</summary>
    internal static int? Compose(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels)
        {
            return SyllableBase + ((((first - LeadBase) * Vowels) + second - VowelBase) * Tails);
        }

        if (first is >= SyllableBase and < SyllableBase + Syllables && (first - SyllableBase) % Tails == 0
            && second is > TailBase and < TailBase + Tails)
        {
            return first + second - TailBase;
        }

        return Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
