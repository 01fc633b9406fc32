using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Events;
using Diagnostic = Microsoft.DotNet.Interactive.Diagnostic;

namespace Workbench.Notebooks.Execution;

/// <summary>Finds out from a cell's events whether, where and why it failed.</summary>
internal static partial class CellFailure
{
    internal static NotebookFailure? Find(
        IReadOnlyList<KernelEvent> events, ScriptState? state, string contents, int number, string heading)
    {
        if (events.OfType<CommandFailed>().LastOrDefault() is not { } failed)
        {
            // A command inside the cell may fail although the cell itself goes on, such as sharing a value that does not exist.
            return events.OfType<ErrorProduced>().FirstOrDefault() is { } error
                ? new NotebookFailure(number, heading, null, NotebookFailureKind.Exception, error.Message)
                : null;
        }

        var errors = events.OfType<DiagnosticsProduced>().SelectMany(produced => produced.Diagnostics)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            return new NotebookFailure(
                number, heading, errors[0].LinePositionSpan.Start.Line + 1, NotebookFailureKind.Compilation, Message(errors));
        }

        var line = failed.Exception is { } exception && state is not null ? ScriptLine.Of(exception, state, contents) : null;
        return new NotebookFailure(number, heading, line, NotebookFailureKind.Exception, Message(failed));
    }

    /// <summary>The failure as the notebook's format stores it, without the runner's own frames and this machine's folders.</summary>
    internal static ErrorElement ToOutput(NotebookFailure failure, IReadOnlyList<KernelEvent> events)
    {
        var exception = events.OfType<CommandFailed>().LastOrDefault()?.Exception;
        var name = failure.Kind == NotebookFailureKind.Exception && exception is not null ? exception.GetType().Name : failure.Kind.ToString();
        string[] trace = failure.Kind == NotebookFailureKind.Exception && exception?.StackTrace is { } stack
            ? [failure.ToString(), .. stack.Split('\n').Select(frame => frame.TrimEnd()).Where(IsUsers).Select(WithoutFolder)]
            : [failure.ToString()];
        return new ErrorElement(failure.Message, name, trace);
    }

    private static string Message(Diagnostic[] errors) =>
        $"{errors[0].Code}: {errors[0].Message}" + (errors.Length > 1 ? $" (and {errors.Length - 1} more)" : "");

    private static string Message(CommandFailed failed) => Cause(failed.Exception) switch
    {
        null => failed.Message,
        WorkbenchException exception => exception.Message,
        var exception => $"{exception.GetType().Name}: {exception.Message}",
    };

    // That a type's initializer failed says nothing; why it failed does.
    private static Exception? Cause(Exception? exception) =>
        exception is TypeInitializationException { InnerException: { } inner } ? Cause(inner) : exception;

    private static bool IsUsers(string frame) =>
        !frame.Contains("Microsoft.CodeAnalysis.Scripting.", StringComparison.Ordinal) && !frame.StartsWith("---", StringComparison.Ordinal);

    private static string WithoutFolder(string frame) => FolderInFrame().Replace(frame, " in ");

    [GeneratedRegex(@" in (?:[A-Za-z]:)?[\\/](?:[^\\/:]*[\\/])*")]
    private static partial Regex FolderInFrame();
}
