using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Commands;

public class SendValue : KernelCommand
{
    public SendValue(string name, object value, FormattedValue formattedValue = null, string targetKernelName = null)
        : base(targetKernelName)
    {
        formattedValue ??= FormattedValue.CreateSingleFromObject(value, JsonFormatter.MimeType);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException("Value cannot be null or whitespace.", nameof(name));
        }

        Name = name;
        Value = value;
        FormattedValue = formattedValue;
    }

    public FormattedValue FormattedValue { get; }

    public string Name { get; }

    public object Value { get; }
}
