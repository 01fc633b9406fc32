using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

public static class KernelInvocationContextExtensions
{
    public static DisplayedValue Display(this KernelInvocationContext context, object value, params string[] mimeTypes)
    {
        var displayedValue = new DisplayedValue(value, FormattedValue.CreateManyFromObject(value, mimeTypes));
        context.Display(displayedValue);
        return displayedValue;
    }

    public static DisplayedValue DisplayAs(this KernelInvocationContext context, string value, string mimeType)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrWhiteSpace(mimeType))
        {
            throw new ArgumentException("Value cannot be null or whitespace.", nameof(mimeType));
        }

        var displayedValue = new DisplayedValue(value, [new FormattedValue(mimeType, value)]);
        context.Publish(new DisplayedValueProduced(value, context.Command, displayedValue.FormattedValues, displayedValue.DisplayId));
        return displayedValue;
    }

    internal static void Display(this KernelInvocationContext context, DisplayedValue value) =>
        context.Publish(value.IsUpdated
            ? new DisplayedValueUpdated(value.Value, value.DisplayId, context.Executing, value.FormattedValues)
            : new DisplayedValueProduced(value.Value, context.Executing, value.FormattedValues, value.DisplayId));
}
