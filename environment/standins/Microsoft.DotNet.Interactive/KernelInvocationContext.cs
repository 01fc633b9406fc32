using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Execution;

namespace Microsoft.DotNet.Interactive;

public class KernelInvocationContext : IDisposable
{
    private static readonly AsyncLocal<KernelInvocationContext> Ambient = new();

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly EventStream _events = new();
    private readonly List<(KernelCommand Command, KernelCommandResult Result)> _nested = [];
    private readonly List<Action<KernelInvocationContext>> _onComplete = [];
    private readonly IDisposable _console;
    private KernelCommand _executing;
    private bool _stopped;

    private KernelInvocationContext(KernelCommand command)
    {
        Command = command;
        Result = new KernelCommandResult(command);
        _executing = command;
        command.GetOrCreateToken();
        _console = ConsoleCapture.Start(
            text => Publish(new StandardOutputValueProduced(_executing, [new(Formatting.PlainTextFormatter.MimeType, text)])),
            text => Publish(new StandardErrorValueProduced(_executing, [new(Formatting.PlainTextFormatter.MimeType, text)])));
    }

    public static KernelInvocationContext Current => Ambient.Value;

    public KernelCommand Command { get; }

    public Kernel HandlingKernel { get; internal set; }

    public bool IsComplete { get; private set; }

    public CancellationToken CancellationToken => _cancellation.Token;

    public KernelCommandResult Result { get; }

    public IObservable<KernelEvent> KernelEvents => _events;

    public void OnComplete(Action<KernelInvocationContext> onComplete) => _onComplete.Add(onComplete);

    public void Publish(KernelEvent @event)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            // The end of a command that another one sent is the business of who sent it.
            var isMain = @event.Command.Equals(Command);
            var nested = isMain ? null : ResultOf(@event.Command);
            nested?.Add(@event);
            if (nested is not null && @event is KernelCommandCompletionEvent)
            {
                return;
            }

            if (Command.IncludesEventsOf(@event.Command))
            {
                Result.Add(@event);
            }

            _events.OnNext(@event);
        }
    }

    public void Complete(KernelCommand command)
    {
        if (ResultOf(command) is not null)
        {
            Publish(new CommandSucceeded(command));
        }
        else if (command.Equals(Command))
        {
            End(new CommandSucceeded(Command));
        }
    }

    public void Fail(KernelCommand command, Exception exception = null, string message = null)
    {
        if (ResultOf(command) is null)
        {
            End(new CommandFailed(exception, Command, message));
            return;
        }

        if (message is not null)
        {
            PublishToMain(new ErrorProduced(message, command));
        }

        Publish(new CommandFailed(exception, command, message));
    }

    public void Dispose()
    {
        if (Ambient.Value == this)
        {
            Ambient.Value = null;
        }

        _onComplete.ForEach(action => action(this));
        _onComplete.Clear();
        Complete(Command);
        _console.Dispose();
    }

    internal static KernelInvocationContext Start(KernelCommand command) => Ambient.Value = new KernelInvocationContext(command);

    internal KernelCommand Executing => _executing;

    /// <summary>Whether the command was cancelled before it was done.</summary>
    internal bool IsCancelled { get; private set; }

    internal void Cancel()
    {
        IsCancelled |= !IsComplete;
        Fail(Command, message: "Command cancelled.");
    }

    internal KernelCommandResult StartNested(KernelCommand command)
    {
        if (command.Parent is null)
        {
            command.SetParent(_executing);
        }

        command.GetOrCreateToken();
        var result = new KernelCommandResult(command);
        lock (_lock)
        {
            _nested.Add((command, result));
        }

        return result;
    }

    /// <summary>What is displayed and printed from now on belongs to this command, until the returned object is disposed.</summary>
    internal IDisposable Execute(KernelCommand command, Kernel kernel)
    {
        var before = (_executing, HandlingKernel);
        (_executing, HandlingKernel) = (command, kernel);
        return new Restore(this, before);
    }

    private void End(KernelEvent @event)
    {
        lock (_lock)
        {
            if (IsComplete)
            {
                return;
            }

            Publish(@event);
            IsComplete = true;
            _stopped = true;
        }

        if (@event is CommandFailed)
        {
            _cancellation.Cancel();
        }
    }

    private void PublishToMain(KernelEvent @event)
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                if (Command.IncludesEventsOf(@event.Command))
                {
                    Result.Add(@event);
                }

                _events.OnNext(@event);
            }
        }
    }

    private KernelCommandResult ResultOf(KernelCommand command)
    {
        lock (_lock)
        {
            return _nested.LastOrDefault(nested => nested.Command.Equals(command)).Result;
        }
    }

    private sealed class Restore(KernelInvocationContext context, (KernelCommand Executing, Kernel Handling) before) : IDisposable
    {
        public void Dispose() => (context._executing, context.HandlingKernel) = before;
    }
}
