namespace Workbench.Text.Chat;

/// <summary>What a word of an expression is.</summary>
internal enum TemplateTokenKind
{
    Name,
    Number,
    String,
    Sign,
    End,
}
