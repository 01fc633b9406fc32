namespace Workbench.Text.Chat;

/// <summary>What a piece of a template is.</summary>
internal enum TemplateSegmentKind
{
    /// <summary>Printed as it is.</summary>
    Text,

    /// <summary>{{ … }}: evaluated and printed.</summary>
    Expression,

    /// <summary>{% … %}: a loop, a condition or an assignment.</summary>
    Statement,
}
