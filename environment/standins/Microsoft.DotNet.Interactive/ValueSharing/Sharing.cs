using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.ValueSharing;

internal static class Sharing
{
    internal static async Task SendAsync(
        Kernel kernel, string name, object value, FormattedValue formattedValue, KernelInvocationContext context)
    {
        if (!kernel.SupportsCommandType(typeof(SendValue)))
        {
            throw new CommandNotSupportedException(typeof(SendValue), kernel);
        }

        var command = new SendValue(name, value, formattedValue);
        command.SetParent(context.Command, true);
        await kernel.SendAsync(command);
    }
}
