namespace Workbench.Text.Pipeline;

/// <summary>
/// tokenizer.json's "WordPiece" decoder: pieces with the prefix join the word before them, others begin a new one; cleaning takes the spaces
/// before punctuation and contractions out of each.
/// </summary>
internal sealed class WordPieceDecoder(string prefix, bool cleanUp) : IDecoder
{
    public List<string> Decode(List<string> tokens) =>
        [.. tokens.Select((token, i) => i == 0 ? token : token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : $" {token}").Select(Cleaned)];

    private string Cleaned(string token) => cleanUp ? SpaceCleaning.CleanPiece(token) : token;
}
