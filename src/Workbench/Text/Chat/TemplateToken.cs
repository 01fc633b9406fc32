namespace Workbench.Text.Chat;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">Name, number, string or sign.</param>
/// <param name="Text">The name, the sign, the digits, or the string's value.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text);
