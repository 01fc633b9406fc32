using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

public abstract class KernelEvent
{
    protected KernelEvent(KernelCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Command = command.Visible ?? throw new ArgumentException("Command and all ancestors are hidden.");
    }

    public KernelCommand Command { get; }

    public override string ToString() => GetType().Name;
}
