using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

public sealed class CommandSucceeded : KernelCommandCompletionEvent
{
    public CommandSucceeded(KernelCommand command, int executionOrder = 0) : base(command, executionOrder)
    {
    }

    public override string ToString() => $"{nameof(CommandSucceeded)}: {Command}";
}
