using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive;

public class NoSuitableKernelException : Exception
{
    public NoSuitableKernelException(KernelCommand command) : base(
        command.TargetKernelName is null
            ? $"No kernel found for command: {command}"
            : $"No handler registered on kernel {command.TargetKernelName} for command: {command}")
    {
    }
}
