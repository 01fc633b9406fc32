namespace Workbench.Generation;

/// <summary>A piece of a response's text as it is generated.</summary>
/// <param name="Row">Which response it belongs to.</param>
/// <param name="Text">At least one whole character.</param>
public readonly record struct TextPiece(int Row, string Text);
