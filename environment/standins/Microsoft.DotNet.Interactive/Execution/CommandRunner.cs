using System.Reflection;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Parsing;

namespace Microsoft.DotNet.Interactive.Execution;

internal static class CommandRunner
{
    internal static Task<KernelCommandResult> SendAsync(Kernel kernel, KernelCommand command, CancellationToken cancellationToken) =>
        KernelInvocationContext.Current is { IsComplete: false } context && !ReferenceEquals(context.Command, command)
            ? SendNestedAsync(kernel, command, context)
            : SendFirstAsync(kernel, command, cancellationToken);

    private static async Task<KernelCommandResult> SendFirstAsync(Kernel kernel, KernelCommand command, CancellationToken cancellationToken)
    {
        await kernel.RootKernel.Turn.WaitAsync(CancellationToken.None);
        try
        {
            using var context = KernelInvocationContext.Start(command);
            using var events = ((EventStream)context.KernelEvents).Subscribe(kernel.PublishEvent);
            using var cancellation = cancellationToken.Register(context.Cancel);
            await RunAsync(kernel, command, context);
            return context.IsCancelled ? throw new OperationCanceledException(cancellationToken) : context.Result;
        }
        finally
        {
            kernel.RootKernel.Turn.Release();
        }
    }

    // A command that a running one sends runs at once, inside it.
    private static async Task<KernelCommandResult> SendNestedAsync(Kernel kernel, KernelCommand command, KernelInvocationContext context)
    {
        var result = context.StartNested(command);
        await RunAsync(kernel, command, context);
        if (!result.Events.OfType<Events.KernelCommandCompletionEvent>().Any())
        {
            context.Complete(command);
        }

        return result;
    }

    private static async Task RunAsync(Kernel kernel, KernelCommand command, KernelInvocationContext context)
    {
        var parts = command is SubmitCode { IsPartOfSubmission: false } submission
            ? await Submission.SplitAsync(kernel, submission, context)
            : [command];
        foreach (var part in parts)
        {
            if (!ReferenceEquals(part, command) && part.Parent is null)
            {
                part.SetParent(command, bubbleEvents: true);
            }

            if (context.IsComplete)
            {
                return;
            }

            await RunPartAsync(kernel, part, context);
        }
    }

    private static async Task RunPartAsync(Kernel kernel, KernelCommand command, KernelInvocationContext context)
    {
        if (kernel.HandlingKernelFor(command) is not { } handling)
        {
            context.Fail(command, new CommandNotSupportedException(command.GetType(), kernel));
            return;
        }

        command.TargetKernelName ??= handling.Name;
        using var executing = context.Execute(command, handling);
        if (command is SubmitCode)
        {
            await RunDeferredAsync(handling, context);
        }

        await HandleAsync(handling, command, context);
    }

    private static async Task RunDeferredAsync(Kernel kernel, KernelInvocationContext context)
    {
        while (kernel.TryTakeDeferred(out var deferred))
        {
            deferred.TargetKernelName = kernel.Name;
            deferred.SetParent(context.Command);
            using var executing = context.Execute(deferred, kernel);
            await HandleAsync(kernel, deferred, context);
        }
    }

    // The command gets a thread of its own, so that a cancelled one that does not listen cannot hold up its sender.
    private static async Task HandleAsync(Kernel kernel, KernelCommand command, KernelInvocationContext context)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = context.CancellationToken.Register(() => cancelled.TrySetResult());
        var handled = Task.Factory.StartNew(
            () => kernel.HandleAsync(command, context),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        if (await Task.WhenAny(handled, cancelled.Task) != handled)
        {
            return;
        }

        try
        {
            await handled;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            context.Fail(command, exception.InnerException);
        }
        catch (Exception exception)
        {
            context.Fail(command, exception);
        }
    }
}
