namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Replace" decoder: one string for another in each token.</summary>
internal sealed class ReplaceDecoder(string pattern, string content) : IDecoder
{
    public List<string> Decode(List<string> tokens) =>
        [.. tokens.Select(token => token.Replace(pattern, content, StringComparison.Ordinal))];
}
