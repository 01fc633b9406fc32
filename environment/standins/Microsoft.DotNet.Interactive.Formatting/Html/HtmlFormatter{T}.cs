namespace Microsoft.DotNet.Interactive.Formatting;

public class HtmlFormatter<T> : TypeFormatter<T>
{
    private readonly FormatDelegate<T> _format;

    public HtmlFormatter(FormatDelegate<T> format) => _format = format;

    public HtmlFormatter(Action<T, FormatContext> format) =>
        _format = (value, context) =>
        {
            format(value, context);
            return true;
        };

    public HtmlFormatter(Func<T, string> format) =>
        _format = (value, context) =>
        {
            context.Writer.Write(format(value));
            return true;
        };

    public override string MimeType => HtmlFormatter.MimeType;

    public override bool Format(T value, FormatContext context)
    {
        if (value is null)
        {
            HtmlView.WriteAsPlainText(Formatter.NullString, context);
            return true;
        }

        return _format(value, context);
    }
}
