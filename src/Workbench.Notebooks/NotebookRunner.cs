using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Documents.Jupyter;
using Workbench.Notebooks.Execution;
using Workbench.Notebooks.Html;

namespace Workbench.Notebooks;

/// <summary>Executes .NET Interactive notebooks from top to bottom, without an editor.</summary>
public static class NotebookRunner
{
    // The working directory is the process's, so one notebook runs at a time.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>
    /// Executes all cells in the notebook's own folder, stops at the first one that fails, and writes what the cells put out into a copy.
    /// While cells run, the console's writers belong to them: whoever shows the progress keeps <see cref="Console.Out"/> from before the call.
    /// </summary>
    /// <param name="file">An .ipynb file; never changed.</param>
    /// <param name="options">How to run it; the defaults where null.</param>
    /// <param name="progress">Is told of every cell's beginning, printing and end.</param>
    /// <param name="cancellationToken">Stops the running cell; the copy with the outputs until then is written all the same.</param>
    /// <returns>The files that were written, and the failed cell where there is one.</returns>
    /// <exception cref="WorkbenchException">The notebook cannot be read, the copy cannot be written, or a parameter does not fit.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<NotebookResult> RunAsync(
        string file,
        NotebookRunOptions? options = null,
        IProgress<NotebookProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new NotebookRunOptions();
        options.Validate();
        var path = Path.GetFullPath(file);
        var output = Path.GetFullPath(Path.Combine(options.OutputFolder, Path.GetFileName(path)));
        if (output == path)
        {
            throw new WorkbenchException($"{file}: the output folder is the notebook's own, and the executed copy would replace it.");
        }

        var document = await NotebookFile.LoadAsync(path);
        await Turn.WaitAsync(cancellationToken);
        try
        {
            var folder = Directory.GetCurrentDirectory();
            Directory.SetCurrentDirectory(Path.GetDirectoryName(path)!);
            try
            {
                await using var session = new NotebookSession(document, options, progress);
                var failure = await session.RunAsync(cancellationToken);
                var page = Write(document, output, options.Html);
                cancellationToken.ThrowIfCancellationRequested();
                return new NotebookResult(path, output, page, session.CellCount, session.CellsRun, session.Elapsed, failure);
            }
            finally
            {
                Directory.SetCurrentDirectory(folder);
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    private static string? Write(InteractiveDocument document, string output, bool html)
    {
        AtomicFile.WriteText(output, document.ToJupyterJson().ReplaceLineEndings("\n") + "\n");
        if (!html)
        {
            return null;
        }

        var page = Path.ChangeExtension(output, ".html");
        AtomicFile.WriteText(page, NotebookHtmlPage.Render(document, Path.GetFileNameWithoutExtension(output)));
        return page;
    }
}
