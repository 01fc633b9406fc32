using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

public sealed class CommandFailed : KernelCommandCompletionEvent
{
    public CommandFailed(Exception exception, KernelCommand command, string message = null, int? executionOrder = default)
        : base(command, executionOrder)
    {
        Exception = exception;
        Message = string.IsNullOrWhiteSpace(message) ? exception?.ToString() ?? $"Command failed: {Command}" : message;
    }

    public CommandFailed(string message, KernelCommand command, int? executionOrder = default)
        : this(null, command, message, executionOrder)
    {
    }

    public Exception Exception { get; }

    public string Message { get; set; }

    public override string ToString() => $"{base.ToString()}: {Message}";
}
