namespace Workbench.Text.Chat;

/// <summary>An expression, ready to be evaluated.</summary>
internal delegate object? TemplateExpression(TemplateScope scope);
