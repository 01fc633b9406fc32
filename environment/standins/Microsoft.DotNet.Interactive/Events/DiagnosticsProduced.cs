using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Events;

public class DiagnosticsProduced : KernelEvent
{
    public DiagnosticsProduced(
        IReadOnlyCollection<Diagnostic> diagnostics,
        IReadOnlyCollection<FormattedValue> formattedDiagnostics,
        KernelCommand command) : base(command)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        ArgumentNullException.ThrowIfNull(formattedDiagnostics);

        // Where a cell was split at its magic commands, lines count from the cell's start.
        var firstLine = (command as SubmitCode)?.FirstLine ?? 0;
        Diagnostics = firstLine == 0
            ? diagnostics
            : diagnostics.Select(diagnostic => diagnostic.WithLinePositionSpan(Move(diagnostic.LinePositionSpan, firstLine))).ToArray();
        FormattedDiagnostics = formattedDiagnostics;
    }

    public IReadOnlyCollection<Diagnostic> Diagnostics { get; }

    public IReadOnlyCollection<FormattedValue> FormattedDiagnostics { get; }

    public override string ToString() =>
        $"{nameof(DiagnosticsProduced)}: {Summary.OfFirstLine(string.Join(Environment.NewLine, Diagnostics))}";

    private static LinePositionSpan Move(LinePositionSpan span, int lines) =>
        new(span.Start with { Line = span.Start.Line + lines }, span.End with { Line = span.End.Line + lines });
}
