namespace Workbench.Text.Chat;

/// <summary>A piece of a template.</summary>
/// <param name="Kind">Text, an expression to print, or a statement.</param>
/// <param name="Content">The text, or what stands between the braces.</param>
/// <param name="Position">Where it begins in the template.</param>
internal readonly record struct TemplateSegment(TemplateSegmentKind Kind, string Content, int Position);
