using System.Text.Json.Serialization;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive.ValueSharing;

internal sealed class ShareDirective : KernelDirectiveCommand
{
    public string Name { get; set; }

    [JsonPropertyName("from")]
    public string SourceKernelName { get; set; }

    [JsonPropertyName("as")]
    public string NewName { get; set; }

    public string MimeType { get; set; }

    internal static void AddTo(Kernel kernel) =>
        kernel.AddDirective<ShareDirective>(
            new KernelActionDirective("#!share", "Get a value from one kernel and create a copy in another")
            {
                Parameters =
                [
                    new("--name", "The name of the value to share") { AllowImplicitName = true },
                    new("--from", "The name of the kernel to get the value from") { Required = true },
                    new("--as", "The name to give the value in the importing kernel"),
                    new("--mime-type", "Share the value as a string formatted to the specified MIME type"),
                ],
            },
            (command, context) => command.RunAsync(kernel, context));

    private async Task RunAsync(Kernel kernel, KernelInvocationContext context)
    {
        var source = kernel.RootKernel.FindKernelByName(SourceKernelName);
        if (!source.SupportsCommandType(typeof(RequestValue)))
        {
            throw new InvalidOperationException($"Kernel {source} does not support command {nameof(RequestValue)}");
        }

        var request = new RequestValue(Name, MimeType);
        request.SetParent(context.Command, true);
        var result = await source.SendAsync(request);
        if (result.Events[^1] is CommandSucceeded && result.Events.OfType<ValueProduced>().SingleOrDefault() is { } produced)
        {
            await Sharing.SendAsync(kernel, NewName ?? Name, MimeType is null ? produced.Value : null, produced.FormattedValue, context);
        }
    }
}
