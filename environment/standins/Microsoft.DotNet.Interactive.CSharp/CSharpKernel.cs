using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;

namespace Microsoft.DotNet.Interactive.CSharp;

public class CSharpKernel :
    Kernel,
    IKernelCommandHandler<RequestValue>,
    IKernelCommandHandler<RequestValueInfos>,
    IKernelCommandHandler<SendValue>,
    IKernelCommandHandler<SubmitCode>
{
    private static readonly MethodInfo HasReturnValue =
        typeof(Script).GetMethod("HasReturnValue", BindingFlags.Instance | BindingFlags.NonPublic);

    private readonly CSharpParseOptions _parseOptions = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);
    private readonly ScriptSettings _settings = new();

    public CSharpKernel() : this("csharp")
    {
    }

    public CSharpKernel(string name) : base(name)
    {
        KernelInfo.LanguageName = "C#";
        KernelInfo.LanguageVersion = "14.0";
        KernelInfo.DisplayName = $"{KernelInfo.LocalName} - C# Script";
        KernelInfo.Description = "Compile and run C# Script";
        RegisterForDisposal(() => ScriptState = null);
    }

    public ScriptState ScriptState { get; private set; }

    public bool TryGetValue<T>(string name, out T value)
    {
        var variable = ScriptState?.Variables.LastOrDefault(candidate => candidate.Name == name);
        value = variable is null ? default : (T)variable.Value;
        return variable is not null;
    }

    public async Task SetValueAsync(string name, object value, Type declaredType)
    {
        using var type = new StringWriter();
        TypeNames.Write(declaredType ?? value.GetType(), type);
        await RunAsync($"{type} {name} = default;");
        ScriptState.GetVariable(name).Value = value;
    }

    public void AddAssemblyReferences(IEnumerable<string> assemblyPaths) => _settings.AddReferences(assemblyPaths);

    async Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        context.Publish(new CodeSubmissionReceived(command));
        context.Publish(SyntaxFactory.IsCompleteSubmission(SyntaxFactory.ParseSyntaxTree(command.Code, _parseOptions))
            ? new CompleteCodeSubmissionReceived(command)
            : new IncompleteCodeSubmissionReceived(command));

        var exception = await TryRunAsync(command.Code, context.CancellationToken);
        if (context.CancellationToken.IsCancellationRequested)
        {
            context.Fail(command, null, "Command cancelled");
            return;
        }

        var errors = (exception as CodeSubmissionCompilationErrorException)?.InnerException as CompilationErrorException;
        PublishDiagnostics(errors?.Diagnostics ?? ScriptState?.Script.GetCompilation().GetDiagnostics() ?? [], command, context);
        if (exception is not null)
        {
            context.Fail(command, exception, errors is null ? null : string.Join(Environment.NewLine, errors.Diagnostics));
        }
        else if (ScriptState is not null && (bool)HasReturnValue.Invoke(ScriptState.Script, null))
        {
            context.Publish(new ReturnValueProduced(ScriptState.ReturnValue, command, Format(ScriptState.ReturnValue)));
        }
    }

    Task IKernelCommandHandler<RequestValue>.HandleAsync(RequestValue command, KernelInvocationContext context)
    {
        if (TryGetValue<object>(command.Name, out var value))
        {
            var formatted = new FormattedValue(command.MimeType, value.ToDisplayString(command.MimeType));
            context.Publish(new ValueProduced(value, command.Name, formatted, command));
        }
        else
        {
            context.Fail(command, message: $"Value '{command.Name}' not found in kernel {Name}");
        }

        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<RequestValueInfos>.HandleAsync(RequestValueInfos command, KernelInvocationContext context)
    {
        var infos = (ScriptState?.Variables ?? []).GroupBy(variable => variable.Name).Select(group => group.Last())
            .Select(variable => new KernelValueInfo(
                variable.Name, FormattedValue.CreateSingleFromObject(variable.Value, command.MimeType), variable.Type))
            .ToArray();
        context.Publish(new ValueInfosProduced(infos, command));
        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<SendValue>.HandleAsync(SendValue command, KernelInvocationContext context) =>
        SetValueAsync(command, context, SetValueAsync);

    private static IReadOnlyList<FormattedValue> Format(object value) => value switch
    {
        FormattedValue formatted => [formatted],
        IEnumerable<FormattedValue> formatted => formatted.ToArray(),
        _ => FormattedValue.CreateManyFromObject(value),
    };

    private static void PublishDiagnostics(
        ImmutableArray<CodeAnalysis.Diagnostic> diagnostics, SubmitCode command, KernelInvocationContext context) =>
        context.Publish(new DiagnosticsProduced(
            diagnostics.Select(Diagnostic.FromCodeAnalysisDiagnostic).ToArray(),
            diagnostics.Select(diagnostic => new FormattedValue(PlainTextFormatter.MimeType, diagnostic.ToString())).ToArray(),
            command));

    private async Task<Exception> TryRunAsync(string code, CancellationToken cancellationToken)
    {
        Exception caught = null;
        try
        {
            await RunAsync(
                code,
                cancellationToken,
                exception =>
                {
                    caught = exception;
                    return true;
                });
            return caught;
        }
        catch (CompilationErrorException exception)
        {
            return new CodeSubmissionCompilationErrorException(exception);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task RunAsync(string code, CancellationToken cancellationToken = default, Func<Exception, bool> catchException = null)
    {
        if (cancellationToken.IsCancellationRequested || IsDisposed)
        {
            return;
        }

        var options = _settings.ForWorkingDirectory(Directory.GetCurrentDirectory());
        ScriptState = ScriptState is null
            ? await CodeAnalysis.CSharp.Scripting.CSharpScript.RunAsync(code, options, cancellationToken: cancellationToken)
            : await ScriptState.ContinueWithAsync(code, options, catchException, cancellationToken);
    }
}
