using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Workbench.Notebooks.Execution;

/// <summary>The kernels of one run of one notebook.</summary>
internal sealed class NotebookSession : IAsyncDisposable
{
    private const string ParametersTag = "parameters";
    private const string InjectedTag = "injected-parameters";

    private readonly InteractiveDocument _document;
    private readonly NotebookRunOptions _options;
    private readonly CSharpKernel _csharp = new CSharpKernel().UseKernelHelpers().UseValueSharing().UseWho();
    private readonly CompositeKernel _kernel = new() { DefaultKernelName = NotebookFile.CSharp };
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    // What kernels report arrives in the cell's own context, where anything printed would become the cell's output: it is passed on from outside.
    private readonly Channel<NotebookProgress> _reports = Channel.CreateUnbounded<NotebookProgress>();
    private readonly Task _reporting;

    internal NotebookSession(InteractiveDocument document, NotebookRunOptions options, IProgress<NotebookProgress>? progress)
    {
        Formatter.ResetToDefault();
        _document = document;
        _options = options;
        _kernel.Add(_csharp, ["C#", "c#"]);
        _kernel.Add(new HtmlKernel());
        _kernel.UseImportMagicCommand();
        _reporting = Task.Run(async () =>
        {
            await foreach (var report in _reports.Reader.ReadAllAsync())
            {
                progress?.Report(report);
            }
        });
        CellCount = document.Elements.Count(cell => cell.IsCode());
    }

    internal int CellCount { get; }

    internal int CellsRun { get; private set; }

    internal TimeSpan Elapsed => _clock.Elapsed;

    public async ValueTask DisposeAsync()
    {
        _reports.Writer.Complete();
        await _reporting;
        _kernel.Dispose();
    }

    internal async Task<NotebookFailure?> RunAsync(CancellationToken cancellationToken)
    {
        CheckThatParametersHaveACell();
        foreach (var cell in _document.Elements.Where(cell => cell.IsCode()))
        {
            cell.Outputs.Clear();
            cell.ExecutionOrder = 0;
        }

        var heading = "";
        foreach (var cell in _document.Elements.ToArray())
        {
            heading = cell.LastHeading() ?? heading;
            if (cell.IsCode())
            {
                if (await RunAsync(cell, heading, cancellationToken) is { } failure)
                {
                    return failure;
                }

                if (cancellationToken.IsCancellationRequested)
                {
                    return null;
                }
            }
        }

        return null;
    }

    private async Task<NotebookFailure?> RunAsync(InteractiveDocumentElement cell, string heading, CancellationToken cancellationToken)
    {
        var number = ++CellsRun;
        var start = _clock.Elapsed;
        cell.ExecutionOrder = number;
        Report(NotebookCellState.Started);

        var before = _csharp.ScriptState?.Variables.Select(variable => variable.Name).ToHashSet() ?? [];
        var failure = await ExecuteAsync(cell, number, heading, Report, cancellationToken);
        if (failure is null && !cancellationToken.IsCancellationRequested && cell.Tags().Contains(ParametersTag))
        {
            failure = await InjectParametersAsync(cell, before, number, heading, cancellationToken);
        }

        Report(failure is null ? NotebookCellState.Finished : NotebookCellState.Failed);
        return failure;

        void Report(NotebookCellState state, string text = "") =>
            _reports.Writer.TryWrite(new NotebookProgress(state, number, CellCount, heading, _clock.Elapsed - start, text));
    }

    private async Task<NotebookFailure?> ExecuteAsync(
        InteractiveDocumentElement cell,
        int number,
        string heading,
        Action<NotebookCellState, string> report,
        CancellationToken cancellationToken)
    {
        var name = cell.KernelName!;
        if (!_kernel.ChildKernels.TryGetByAlias(name, out _))
        {
            return new NotebookFailure(
                number, heading, null, NotebookFailureKind.Language, $"the cell is written for the kernel '{name}', which this runner does not have.");
        }

        if (cell.Contents.Trim().Length == 0)
        {
            return null;
        }

        var outputs = new CellOutputs(number);
        var seen = new ConcurrentQueue<KernelEvent>();
        using var timeout = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var subscription = _kernel.KernelEvents.Subscribe(new Observer(@event =>
        {
            seen.Enqueue(@event);
            if (CellOutputs.PrintedText(@event) is { } text)
            {
                report(NotebookCellState.Printed, text);
            }
        }));
        if (_options.CellTimeout is { } limit)
        {
            timeout.CancelAfter(limit);
        }

        IReadOnlyList<KernelEvent> events;
        var stopped = false;
        try
        {
            events = (await _kernel.SendAsync(new SubmitCode(cell.Contents, name), either.Token)).Events;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            (events, stopped) = (seen.ToArray(), true);
        }

        foreach (var @event in events)
        {
            outputs.Add(@event);
        }

        NotebookFailure? failure = null;
        if (!cancellationToken.IsCancellationRequested)
        {
            failure = stopped
                ? new NotebookFailure(
                    number, heading, null, NotebookFailureKind.Timeout, FormattableString.Invariant($"took longer than {_options.CellTimeout!.Value.TotalSeconds:0.###} s."))
                : CellFailure.Find(events, _csharp.ScriptState, cell.Contents, number, heading);
        }

        cell.Outputs.AddRange(outputs.ToElements());
        if (failure is not null)
        {
            cell.Outputs.Add(CellFailure.ToOutput(failure, events));
        }

        return failure;
    }

    private void CheckThatParametersHaveACell()
    {
        if (_options.Parameters.Count > 0 && !_document.Elements.Any(cell => cell.IsCode() && cell.Tags().Contains(ParametersTag)))
        {
            throw new WorkbenchException(
                $"The notebook has no cell tagged '{ParametersTag}', so {string.Join(", ", _options.Parameters.Keys)} cannot be set.");
        }
    }

    private async Task<NotebookFailure?> InjectParametersAsync(
        InteractiveDocumentElement cell, HashSet<string> before, int number, string heading, CancellationToken cancellationToken)
    {
        if (_options.Parameters.Count == 0)
        {
            return null;
        }

        var declared = _csharp.ScriptState!.Variables.Where(variable => !before.Contains(variable.Name)).ToArray();
        var injected = new InteractiveDocumentElement(NotebookParameters.Assign(declared, _options.Parameters), NotebookFile.CSharp)
        {
            Metadata = new Dictionary<string, object> { ["tags"] = new object[] { InjectedTag } },
        };
        _document.Elements.Insert(_document.Elements.IndexOf(cell) + 1, injected);
        return await ExecuteAsync(injected, number, heading, (_, _) => { }, cancellationToken);
    }

    private sealed class Observer(Action<KernelEvent> onNext) : IObserver<KernelEvent>
    {
        public void OnNext(KernelEvent value) => onNext(value);

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
