namespace Microsoft.DotNet.Interactive.Formatting;

public class PlainTextFormatter<T> : TypeFormatter<T>
{
    private readonly FormatDelegate<T> _format;

    public PlainTextFormatter(FormatDelegate<T> format) => _format = format ?? throw new ArgumentNullException(nameof(format));

    public PlainTextFormatter(Action<T, FormatContext> format) =>
        _format = (value, context) =>
        {
            format(value, context);
            return true;
        };

    public PlainTextFormatter(Func<T, string> format) =>
        _format = (value, context) =>
        {
            context.Writer.Write(format(value));
            return true;
        };

    public override string MimeType => PlainTextFormatter.MimeType;

    public override bool Format(T value, FormatContext context)
    {
        if (value is null)
        {
            context.Writer.Write(Formatter.NullString);
            return true;
        }

        return _format(value, context);
    }
}
