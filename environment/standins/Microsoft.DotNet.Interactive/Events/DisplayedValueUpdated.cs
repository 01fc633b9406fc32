using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Events;

public class DisplayedValueUpdated : DisplayEvent
{
    public DisplayedValueUpdated(
        object value,
        string valueId,
        KernelCommand command,
        IReadOnlyCollection<FormattedValue> formattedValues = null) : base(value, command, formattedValues, valueId)
    {
        if (string.IsNullOrWhiteSpace(valueId))
        {
            throw new ArgumentException("Value cannot be null or whitespace.", nameof(valueId));
        }
    }
}
