namespace Workbench.Text.Files;

/// <summary>One entry of a SentencePiece vocabulary; its place is its id.</summary>
internal sealed record SentencePiece(string Text, double Score, SentencePieceKind Kind);
