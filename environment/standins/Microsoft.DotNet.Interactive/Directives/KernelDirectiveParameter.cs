#nullable enable
namespace Microsoft.DotNet.Interactive.Directives;

public class KernelDirectiveParameter
{
    public KernelDirectiveParameter(string name, string? description = null)
    {
        Name = name;
        Description = description ?? string.Empty;
    }

    public string Name { get; }

    public string Description { get; init; }

    public bool AllowImplicitName { get; init; }

    public int MaxOccurrences { get; init; } = 1;

    public bool Required { get; init; } = false;

    public string TypeHint { get; init; } = "text";

    public bool Flag { get; init; }

    public override string ToString() => Name;
}
