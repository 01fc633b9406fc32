using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

public class KernelInfoProduced : KernelEvent
{
    public KernelInfoProduced(KernelInfo kernelInfo, KernelCommand command) : base(command) => KernelInfo = kernelInfo;

    public KernelInfo KernelInfo { get; }
}
