namespace Microsoft.DotNet.Interactive.Commands;

internal sealed class AnonymousCommand : KernelCommand
{
    internal AnonymousCommand(KernelCommandInvocation handler, string targetKernelName = null) : base(targetKernelName) => Handler = handler;

    internal override bool IsHidden => true;
}
