using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Parsing;

/// <summary>Splits a submission at its magic commands into what each kernel gets; nothing runs where one of them is wrong.</summary>
internal static class Submission
{
    internal static async Task<IReadOnlyList<KernelCommand>> SplitAsync(Kernel kernel, SubmitCode submission, KernelInvocationContext context)
    {
        var lines = submission.Code.Split('\n');
        if (!lines.Any(IsMagic))
        {
            return [submission];
        }

        var commands = new List<KernelCommand>();
        var code = new List<string>();
        var start = 0;
        var target = submission.TargetKernelName ?? (kernel as CompositeKernel)?.DefaultKernelName ?? kernel.Name;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsMagic(lines[i]))
            {
                code.Add(lines[i]);
                continue;
            }

            AddCode();
            start = i + 1;
            var line = DirectiveLine.Start(lines[i].TrimEnd(), i);
            if (kernel.KernelInfo.Directive(line.Name) is KernelSpecifierDirective specifier)
            {
                target = specifier.KernelName;
            }
            else if (Find(line.Name) is not { } found)
            {
                return [Failure(submission, line, DirectiveErrors.UnknownDirective, $"Unknown magic command '{line.Name}'")];
            }
            else
            {
                var (command, error) = await DirectiveCommands.CreateAsync(found.Owner, found.Directive, line, context);
                if (error is { } wrong)
                {
                    return [Failure(submission, line, wrong.Id, wrong.Message)];
                }

                commands.Add(command);
            }
        }

        AddCode();
        return commands;

        void AddCode()
        {
            if (!code.All(string.IsNullOrWhiteSpace))
            {
                var blank = code.TakeWhile(string.IsNullOrWhiteSpace).Count();
                commands.Add(new SubmitCode(string.Join('\n', code.Skip(blank)).TrimEnd(), target, start + blank));
            }

            code.Clear();
        }

        (Kernel Owner, BoundDirective Directive)? Find(string name)
        {
            var child = (kernel as CompositeKernel)?.ChildKernels.FirstOrDefault(candidate => candidate.KernelInfo.NameAndAliases.Contains(target));
            foreach (var owner in new[] { child, kernel, kernel.ParentKernel })
            {
                if (owner?.Directives.GetValueOrDefault(name) is { } directive)
                {
                    return (owner, directive);
                }
            }

            return null;
        }
    }

    private static bool IsMagic(string line) => line.StartsWith("#!", StringComparison.Ordinal);

    private static AnonymousCommand Failure(SubmitCode submission, DirectiveLine line, string id, string message) =>
        new((_, context) =>
        {
            var span = new LinePositionSpan(new LinePosition(line.Line, 0), new LinePosition(line.Line, line.Text.Length));
            var text = $"({line.Line + 1},1): error {id}: {message}";
            context.Publish(new DiagnosticsProduced(
                [new Diagnostic(span, DiagnosticSeverity.Error, id, message)],
                [new FormattedValue(PlainTextFormatter.MimeType, text)],
                submission));
            context.Fail(submission, message: text);
            return Task.CompletedTask;
        });
}
