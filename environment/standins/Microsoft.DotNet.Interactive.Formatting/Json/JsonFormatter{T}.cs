using System.Text.Json;

namespace Microsoft.DotNet.Interactive.Formatting;

public class JsonFormatter<T> : TypeFormatter<T>
{
    private readonly FormatDelegate<T> _format;

    public JsonFormatter() =>
        _format = (value, context) =>
        {
            context.Writer.Write(JsonSerializer.Serialize(value, JsonFormatter.SerializerOptions));
            return true;
        };

    public JsonFormatter(FormatDelegate<T> format) => _format = format;

    public JsonFormatter(Action<T, FormatContext> format) =>
        _format = (value, context) =>
        {
            format(value, context);
            return true;
        };

    public override string MimeType { get; } = JsonFormatter.MimeType;

    public override bool Format(T instance, FormatContext context) => _format(instance, context);
}
