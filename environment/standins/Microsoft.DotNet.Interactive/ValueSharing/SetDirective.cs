using System.Text.Json.Serialization;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Parsing;

namespace Microsoft.DotNet.Interactive.ValueSharing;

internal sealed class SetDirective : KernelDirectiveCommand
{
    internal const string Name = "#!set";

    [JsonPropertyName("name")]
    public string DestinationName { get; set; }

    public string Value { get; set; }

    public bool Byref { get; set; }

    public string MimeType { get; set; }

    internal static void AddTo(Kernel kernel) =>
        kernel.AddDirective<SetDirective>(
            new KernelActionDirective(Name, "Sets a value in the current kernel")
            {
                Parameters =
                [
                    new("--name", "The name of the value to be created in the current kernel") { Required = true },
                    new("--value", "The value to be set; @source:sourceValueName copies one from another kernel") { Required = true },
                    new("--byref", "Copy a reference to the source value rather than a formatted value") { Flag = true },
                    new("--mime-type", "Request the value be formatted using the specified MIME type"),
                ],
            },
            (command, context) => command.RunAsync(kernel, context));

    private async Task RunAsync(Kernel kernel, KernelInvocationContext context)
    {
        if (!Value.StartsWith('@'))
        {
            await Sharing.SendAsync(kernel, DestinationName, Value, null, context);
            return;
        }

        var (sourceName, valueName) = DirectiveCommands.SplitExpression(Value, kernel.Name);
        var request = new RequestValue(valueName, Byref ? PlainTextFormatter.MimeType : MimeType, sourceName);
        var result = await kernel.RootKernel.SendAsync(request);
        if (result.Events.OfType<ValueProduced>().LastOrDefault() is { } produced)
        {
            await Sharing.SendAsync(kernel, DestinationName, Byref ? produced.Value : null, produced.FormattedValue, context);
        }
        else
        {
            context.Fail(context.Command, message: result.Events.OfType<CommandFailed>().LastOrDefault()?.Message);
        }
    }
}
