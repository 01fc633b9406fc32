namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "NFC": canonical decomposition, then canonical composition.</summary>
internal sealed class NfcNormalizer : INormalizer
{
    // Below the first combining mark everything is composed already.
    private const char FirstMark = '\u0300';

    public Stretch Normalize(Stretch text) =>
        text.Span.IndexOfAnyInRange(FirstMark, char.MaxValue) < 0 ? text : AlignedChanges.Apply(text, CanonicalComposition.Of(text.Span));
}
