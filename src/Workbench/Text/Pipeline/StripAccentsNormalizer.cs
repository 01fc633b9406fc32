namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "StripAccents": marks of every kind vanish. It decomposes nothing: a form D or KD belongs before it.</summary>
internal sealed class StripAccentsNormalizer : INormalizer
{
    public Stretch Normalize(Stretch text) => CharacterFilter.Apply(text, rune => CharacterClasses.IsMark(rune.Value) ? null : rune);
}
