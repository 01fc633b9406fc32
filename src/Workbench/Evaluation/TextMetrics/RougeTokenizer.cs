using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>The tokens that ROUGE compares: lower-case runs of a-z and 0-9. Letters outside ASCII separate words.</summary>
public static class RougeTokenizer
{
    /// <summary>The tokens of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="stem">Replaces words of more than three letters by their stems.</param>
    public static string[] Tokens(string text, bool stem = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lower = Words.Lower(text).ToCharArray();
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = lower[i] is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? lower[i] : ' ';
        }

        var tokens = new string(lower).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return stem ? Array.ConvertAll(tokens, token => token.Length > 3 ? PorterStemmer.Stem(token) : token) : tokens;
    }
}
