#nullable enable
namespace Microsoft.DotNet.Interactive.Directives;

public class KernelActionDirective : KernelDirective
{
    public KernelActionDirective(string name, string? description = null) : base(name) => Description = description;

    public Type? KernelCommandType { get; set; }
}
