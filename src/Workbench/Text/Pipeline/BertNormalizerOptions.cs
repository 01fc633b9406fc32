namespace Workbench.Text.Pipeline;

/// <summary>Which steps of a <see cref="BertNormalizer"/> are taken.</summary>
internal sealed record BertNormalizerOptions
{
    /// <summary>Whether control characters vanish and white space becomes spaces ("clean_text").</summary>
    internal bool CleanText { get; init; } = true;

    /// <summary>Whether ideographs become words by themselves ("handle_chinese_chars").</summary>
    internal bool HandleIdeographs { get; init; } = true;

    /// <summary>Whether accents vanish ("strip_accents"); null for as <see cref="Lowercase"/> says.</summary>
    internal bool? StripAccents { get; init; }

    /// <summary>Whether letters become small ("lowercase").</summary>
    internal bool Lowercase { get; init; } = true;
}
