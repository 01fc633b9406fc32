namespace Workbench.Text.Pipeline;

/// <summary>One place in a template: a text (0 or 1), or fixed tokens.</summary>
/// <param name="Text">Which text stands here; null for tokens.</param>
/// <param name="Tokens">The tokens that stand here, where it is no text.</param>
/// <param name="Segment">The segment number of what stands here.</param>
internal sealed record TemplatePiece(int? Text, IReadOnlyList<(string Token, int Id)> Tokens, int Segment);
