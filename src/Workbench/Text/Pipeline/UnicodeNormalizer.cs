namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "NFC", "NFD", "NFKC" and "NFKD": decomposition, canonical or by compatibility, and perhaps canonical composition.</summary>
internal sealed class UnicodeNormalizer(bool compatibility, bool compose) : INormalizer
{
    // Below stand only characters that the form leaves alone.
    private readonly char _first = compatibility ? '\u00A0' : compose ? '\u0300' : '\u00C0';

    public Stretch Normalize(Stretch text)
    {
        if (text.Span.IndexOfAnyInRange(_first, char.MaxValue) < 0)
        {
            return text;
        }

        var decomposed = Decomposition.Of(text.Span, compatibility);
        return AlignedChanges.Apply(text, compose ? CanonicalComposition.Of(decomposed) : Decomposition.Characters(decomposed));
    }
}
