using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Execution;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

public abstract partial class Kernel : IDisposable
{
    private readonly EventStream _events = new();
    private readonly List<IDisposable> _disposables = [];
    private readonly ConcurrentQueue<KernelCommand> _deferred = new();
    private readonly Dictionary<Type, KernelCommandInvocation> _handlers = [];
    private KernelSpecifierDirective _specifier;

    static Kernel() => Formatter.SubscribeToDisplayedValues(OnDisplayedValue);

    protected Kernel(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException("Value cannot be null or whitespace.", nameof(name));
        }

        Name = name;
        RootKernel = this;
        KernelInfo = new KernelInfo(name);
        foreach (var commandType in HandlerInterfaces.CommandTypesOf(GetType()))
        {
            KernelInfo.SupportedKernelCommands.Add(new KernelCommandInfo(commandType.Name));
        }
    }

    public string Name { get; }

    public KernelInfo KernelInfo { get; }

    public CompositeKernel ParentKernel { get; internal set; }

    public Kernel RootKernel { get; internal set; }

    public IObservable<KernelEvent> KernelEvents => _events;

    public virtual KernelSpecifierDirective KernelSpecifierDirective => _specifier ??= new KernelSpecifierDirective($"#!{Name}", Name);

    protected bool IsDisposed { get; private set; }

    public void AddDirective(KernelActionDirective directive, KernelCommandInvocation handler)
    {
        KernelInfo.SupportedDirectives.Add(directive);
        Directives[directive.Name] = new BoundDirective(directive, handler);
    }

    public void AddDirective<TCommand>(KernelActionDirective directive, Func<TCommand, KernelInvocationContext, Task> handler)
        where TCommand : KernelCommand
    {
        if (directive.KernelCommandType is not null && directive.KernelCommandType != typeof(TCommand))
        {
            throw new ArgumentException(
                $"{nameof(directive)}.{nameof(KernelActionDirective.KernelCommandType)} must be set to {typeof(TCommand)}.");
        }

        directive.KernelCommandType = typeof(TCommand);
        KernelInfo.SupportedDirectives.Add(directive);
        Directives[directive.Name] = new BoundDirective(directive, null);
        RegisterCommandHandler(handler);
    }

    public void RegisterCommandHandler<TCommand>(Func<TCommand, KernelInvocationContext, Task> handler) where TCommand : KernelCommand
    {
        KernelInfo.SupportedKernelCommands.Add(new KernelCommandInfo(typeof(TCommand).Name));
        _handlers[typeof(TCommand)] = (command, context) => handler((TCommand)command, context);
    }

    public bool SupportsCommandType(Type commandType) => KernelInfo.Supports(commandType) || commandType == typeof(DisplayValue);

    public void DeferCommand(KernelCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _deferred.Enqueue(command);
    }

    public Task<KernelCommandResult> SendAsync(KernelCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return CommandRunner.SendAsync(this, command, cancellationToken);
    }

    public void RegisterForDisposal(Action dispose) => RegisterForDisposal(new DisposeAction(dispose));

    public void RegisterForDisposal(IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        _disposables.Add(disposable);
    }

    public void Dispose()
    {
        if (!IsDisposed)
        {
            IsDisposed = true;
            _disposables.ForEach(disposable => disposable.Dispose());
            _events.OnCompleted();
        }
    }

    public override string ToString() => $"{base.ToString()}: {Name} ({KernelInfo.Uri})";

    protected internal void PublishEvent(KernelEvent kernelEvent)
    {
        ArgumentNullException.ThrowIfNull(kernelEvent);
        _events.OnNext(kernelEvent);
    }

    protected async Task SetValueAsync(SendValue command, KernelInvocationContext context, SetValueAsyncDelegate onSetValueAsync)
    {
        var value = command.Value ?? (command.FormattedValue.MimeType == JsonFormatter.MimeType
            ? FromJson(command.FormattedValue.Value)
            : command.FormattedValue.Value);
        await onSetValueAsync(command.Name, value);
    }

    /// <summary>One command at a time runs in a kernel and all that belong to the same root.</summary>
    internal SemaphoreSlim Turn { get; } = new(1);

    internal Dictionary<string, BoundDirective> Directives { get; } = [];

    internal bool TryTakeDeferred(out KernelCommand command) => _deferred.TryDequeue(out command);

    internal virtual Kernel HandlingKernelFor(KernelCommand command) =>
        command.TargetKernelName is null || KernelInfo.NameAndAliases.Contains(command.TargetKernelName) ? this : null;

    internal Task HandleAsync(KernelCommand command, KernelInvocationContext context)
    {
        command.Handler ??= _handlers.GetValueOrDefault(command.GetType()) ?? HandlerInterfaces.Find(this, command.GetType());
        return command.InvokeAsync(context);
    }

    private static object FromJson(string json)
    {
        var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => document.RootElement.GetString(),
            JsonValueKind.Number => document.RootElement.GetDouble(),
            JsonValueKind.Object or JsonValueKind.Array => document,
            _ => null,
        };
    }

    private sealed class DisposeAction(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
