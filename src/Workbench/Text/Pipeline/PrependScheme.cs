namespace Workbench.Text.Pipeline;

/// <summary>Where a Metaspace pre-tokenizer puts its mark.</summary>
internal enum PrependScheme
{
    /// <summary>Before every stretch between added tokens.</summary>
    Always,

    /// <summary>Only before a stretch at the very start of the text.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}
