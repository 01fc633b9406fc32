using System.Text;

namespace Workbench.Text.Chat;

/// <summary>A piece of a template, ready to write itself.</summary>
internal delegate void TemplateNode(TemplateScope scope, StringBuilder output);
