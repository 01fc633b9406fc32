namespace Workbench.Evaluation.TextMetrics;

/// <summary>How <see cref="TranslationEditRate"/> cuts texts into words; Tercom's switches of the same names.</summary>
public sealed record TranslationEditOptions
{
    /// <summary>True compares without lower-casing.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>True joins lines, reads XML's escapes and separates punctuation and the possessive 's.</summary>
    public bool Normalized { get; init; }

    /// <summary>True leaves out . , ? : ; ! " ( and ).</summary>
    public bool NoPunctuation { get; init; }

    /// <summary>
    /// True makes each Chinese character a word where <see cref="Normalized"/> is set, and leaves out Asian punctuation too where
    /// <see cref="NoPunctuation"/> is.
    /// </summary>
    public bool AsianSupport { get; init; }
}
