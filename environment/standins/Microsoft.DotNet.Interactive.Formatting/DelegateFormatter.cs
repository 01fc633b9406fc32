namespace Microsoft.DotNet.Interactive.Formatting;

internal sealed class DelegateFormatter<T> : TypeFormatter<T>
{
    private readonly FormatDelegate<T> _format;

    internal DelegateFormatter(FormatDelegate<T> format, string mimeType, Type type = null) : base(type)
    {
        if (string.IsNullOrWhiteSpace(mimeType))
        {
            throw new ArgumentException("Value cannot be null or whitespace.", nameof(mimeType));
        }

        _format = format ?? throw new ArgumentNullException(nameof(format));
        MimeType = mimeType;
    }

    public override string MimeType { get; }

    public override bool Format(T value, FormatContext context) => _format(value, context);
}
