using Workbench.Generation;
using Workbench.Text;

namespace Workbench.Training;

/// <summary>
/// A text that ends a response, such as a full stop or an empty line: what the policy sampled behind it is cut off before scoring
/// (the "N implementation details", detail 14: a full stop behind token 16).
/// </summary>
/// <param name="Text">At least one character. Together with <see cref="PpoOptions.MissingEndScore"/> responses without it get a low score.</param>
public sealed record StopText(string Text)
{
    /// <summary>Tokens that a response has at least before the text counts.</summary>
    public int FromToken { get; init; }

    /// <summary>The response up to the token that completes the text; null where the text does not occur.</summary>
    /// <param name="ids">The response as sampled.</param>
    /// <param name="tokenizer">Turns ids into text.</param>
    public int[]? Cut(IReadOnlyList<int> ids, ITextTokenizer tokenizer)
    {
        var ends = new StopTexts(tokenizer, Text).Watch();
        for (var i = FromToken; i < ids.Count; i++)
        {
            if (ends(ids[i]))
            {
                return [.. ids.Take(i + 1)];
            }
        }

        return null;
    }

    internal void Validate(string owner)
    {
        OptionCheck.Require(Text.Length > 0, $"{owner}.{nameof(Text)}", Text, "a text of at least one character");
        OptionCheck.Require(FromToken >= 0, $"{owner}.{nameof(FromToken)}", FromToken, "at least 0");
    }
}
