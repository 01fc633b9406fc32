namespace Microsoft.DotNet.Interactive.Commands;

internal sealed class NoCommand : KernelCommand
{
}
