using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// tokenizer.json's "BertNormalizer": control characters vanish and white space becomes spaces, ideographs get spaces around them, accents
/// vanish, letters become small; each step may be off. Ours, because the BertTokenizer of Microsoft.ML.Tokenizers 2.0.0 keeps no offsets
/// through these steps, and strips accents by string.Normalize, which does nothing in .NET's globalization-invariant mode.
/// </summary>
internal sealed class BertNormalizer(BertNormalizerOptions options) : INormalizer
{
    private static readonly UnicodeNormalizer Decompose = new(compatibility: false, compose: false);
    private static readonly LowercaseNormalizer Lowercase = new();
    private static readonly Rune Space = new(' ');

    internal BertNormalizerOptions Options => options;

    public Stretch Normalize(Stretch text)
    {
        text = options.CleanText ? CharacterFilter.Apply(text, Cleaned) : text;
        text = options.HandleIdeographs ? AlignedChanges.Apply(text, SpacedIdeographs(text)) : text;
        text = options.StripAccents ?? options.Lowercase
            ? CharacterFilter.Apply(Decompose.Normalize(text), rune => CharacterClasses.IsNonspacingMark(rune.Value) ? null : rune)
            : text;
        return options.Lowercase ? Lowercase.Normalize(text) : text;
    }

    private static Rune? Cleaned(Rune rune) =>
        rune == Rune.ReplacementChar || CharacterClasses.IsControl(rune.Value) ? null : Rune.IsWhiteSpace(rune) ? Space : rune;

    private static IEnumerable<(Rune Character, int Change)> SpacedIdeographs(Stretch text)
    {
        foreach (var rune in text.ToString().EnumerateRunes())
        {
            if (CharacterClasses.IsIdeograph(rune.Value))
            {
                yield return (Space, 0);
                yield return (rune, 1);
                yield return (Space, 1);
            }
            else
            {
                yield return (rune, 0);
            }
        }
    }
}
