namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "TemplateProcessing": one layout for a single text, one for a pair.</summary>
internal sealed class TemplatePostProcessor(IReadOnlyList<TemplatePiece> single, IReadOnlyList<TemplatePiece> pair) : IPostProcessor
{
    public int AddedTokens(bool isPair) => (isPair ? pair : single).Sum(piece => piece.Text is null ? piece.Tokens.Count : 0);

    public List<List<TextToken>> Process(List<List<TextToken>> runs, bool addSpecialTokens)
    {
        List<List<TextToken>> result = [];
        foreach (var piece in runs.Count > 1 ? pair : single)
        {
            if (piece.Text is { } text)
            {
                result.Add([.. runs[text].Select(token => token with { Segment = piece.Segment })]);
            }
            else if (addSpecialTokens)
            {
                result.Add([.. piece.Tokens.Select(t => new TextToken(t.Id, t.Token, 0, 0, Special: true, piece.Segment))]);
            }
        }

        return result;
    }
}
