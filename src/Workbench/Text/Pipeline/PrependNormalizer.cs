namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Prepend": a string before every stretch that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : INormalizer
{
    public Stretch Normalize(Stretch text) => text.Length == 0 ? text : Prepending.Before(text, prefix);
}
