namespace Workbench;

/// <summary>
/// Tells .NET Interactive, which looks for an attribute of this name whatever assembly it is in, how values of a type are shown.
/// So neither the library nor its charts need a reference to a notebook kernel, and a kernel needs no extension to show them.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A class with a public method CreateTypeFormatters and no constructor parameters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The forms that a notebook stores, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
