using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive.Parsing;

/// <summary>Makes the command that a magic command stands for, its parameters becoming its properties.</summary>
internal static class DirectiveCommands
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static async Task<(KernelCommand Command, (string Id, string Message)? Error)> CreateAsync(
        Kernel owner, BoundDirective bound, DirectiveLine line, KernelInvocationContext context)
    {
        if (bound.Directive.KernelCommandType is null)
        {
            return (new AnonymousCommand(bound.Handler, owner.Name), null);
        }

        if (line.Bind(bound.Directive) is { } wrong)
        {
            return (null, wrong);
        }

        var properties = new JsonObject();
        foreach (var parameter in bound.Directive.Parameters)
        {
            var (value, error) = await ValueAsync(owner, parameter, line);
            if (error is not null)
            {
                return (null, error);
            }

            if (value is not null)
            {
                properties[CamelCase(parameter.Name)] = value;
            }
        }

        return Deserialize(owner, bound.Directive.KernelCommandType, properties);
    }

    private static (KernelCommand Command, (string Id, string Message)? Error) Deserialize(Kernel owner, Type type, JsonObject properties)
    {
        try
        {
            var command = (KernelCommand)properties.Deserialize(type, Options);
            command.TargetKernelName = owner.Name;
            var error = owner.RootKernel is CompositeKernel composite
                ? (command as KernelDirectiveCommand)?.GetValidationErrors(composite).FirstOrDefault()
                : null;
            return (command, error is null ? null : (DirectiveErrors.CustomMagicCommandError, error));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return (null, (DirectiveErrors.FailedToDeserialize, exception.Message));
        }
    }

    // A value such as @csharp:x is asked of that kernel; any other is taken as it is written.
    private static async Task<(JsonNode Value, (string Id, string Message)? Error)> ValueAsync(
        Kernel owner, KernelDirectiveParameter parameter, DirectiveLine line)
    {
        if (!line.Values.TryGetValue(parameter.Name, out var text))
        {
            return (parameter.Flag ? JsonValue.Create(false) : null, null);
        }

        if (parameter.Flag)
        {
            return (JsonValue.Create(true), null);
        }

        if (!text.StartsWith('@') || line.Name == ValueSharing.SetDirective.Name)
        {
            return (text is ['{' or '[', ..] ? JsonNode.Parse(text) : JsonValue.Create(text), null);
        }

        var (kernelName, valueName) = SplitExpression(text, owner.Name);
        var result = await owner.RootKernel.SendAsync(new RequestValue(valueName, targetKernelName: kernelName));
        return result.Events.OfType<ValueProduced>().LastOrDefault() is { } produced
            ? (produced.Value is null ? JsonNode.Parse(produced.FormattedValue.Value) : JsonValue.Create(produced.Value.ToString()), null)
            : (null, (DirectiveErrors.ValueNotFoundInKernel, $"Value '{valueName}' not found in kernel {kernelName}"));
    }

    internal static (string KernelName, string ValueName) SplitExpression(string expression, string kernelNameIfNone)
    {
        var parts = expression[1..].Split(':', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : (kernelNameIfNone, parts[0]);
    }

    private static string CamelCase(string parameterName) =>
        Regex.Replace(parameterName.TrimStart('-'), "-([a-z])", match => match.Groups[1].Value.ToUpperInvariant());
}
