using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Lowercase": each character by itself, whatever stands around it.</summary>
internal sealed class LowercaseNormalizer : INormalizer
{
    private const int DottedCapitalI = 0x130;

    public Stretch Normalize(Stretch text) => AlignedChanges.Apply(text, Lowered(text));

    // Only the capital I with a dot becomes two characters.
    private static IEnumerable<(Rune Character, int Change)> Lowered(Stretch text)
    {
        foreach (var rune in text.ToString().EnumerateRunes())
        {
            if (rune.Value == DottedCapitalI)
            {
                yield return (new Rune('i'), 0);
                yield return (new Rune('\u0307'), 1);
            }
            else
            {
                yield return (UnicodeCategories.IsNewer(rune.Value) ? rune : Rune.ToLowerInvariant(rune), 0);
            }
        }
    }
}
