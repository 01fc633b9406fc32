namespace Workbench.Text;

/// <summary>
/// What transformers calls clean_up_tokenization_spaces: takes out the space before punctuation and contractions. It changes texts that
/// meant the space, so decoding here never does it by itself.
/// </summary>
public static class SpaceCleaning
{
    private static readonly (string From, string To)[] Rules =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <summary>One token with the space before it, as the tokenizers library's WordPiece decoder cleans it; that has one rule more.</summary>
    internal static string CleanPiece(string piece) => Clean(piece).Replace(" do not", " don't", StringComparison.Ordinal);

    /// <summary>The text without those spaces.</summary>
    public static string Clean(string text) =>
        Rules.Aggregate(text, (current, rule) => current.Replace(rule.From, rule.To, StringComparison.Ordinal));
}
