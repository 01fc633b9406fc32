#nullable enable
namespace Microsoft.DotNet.Interactive.Directives;

public class KernelSpecifierDirective : KernelDirective
{
    public KernelSpecifierDirective(string name, string kernelName) : base(name) => KernelName = kernelName;

    public string KernelName { get; }
}
