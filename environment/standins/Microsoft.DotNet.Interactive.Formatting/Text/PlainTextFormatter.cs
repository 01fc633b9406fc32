using System.Dynamic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive.Formatting;

public static class PlainTextFormatter
{
    public const string MimeType = "text/plain";

    public static ITypeFormatter GetPreferredFormatterFor(Type type) => Formatter.GetPreferredFormatterFor(type, MimeType);

    public static ITypeFormatter GetPreferredFormatterFor<T>() => GetPreferredFormatterFor(typeof(T));

    internal static IEnumerable<ITypeFormatter> Defaults =>
    [
        new PlainTextFormatter<object>((value, context) => PlainText.Write(value, context)),
        new PlainTextFormatter<JsonElement>((value, context) => context.Writer.Write(value.ToString())),
        new PlainTextFormatter<DateTime>((value, context) => context.Writer.Write(value.ToString("u"))),
        new PlainTextFormatter<DateTimeOffset>((value, context) => context.Writer.Write(value.ToString("u"))),
        new PlainTextFormatter<Type>((type, context) => type.WriteName(context.Writer)),
        new PlainTextFormatter<KeyValuePair<string, object>>((pair, context) => WritePair(pair, context)),
        new PlainTextFormatter<IHtmlContent>((content, context) => content.WriteTo(context.Writer, HtmlEncoder.Default)),
        new PlainTextFormatter<ExpandoObject>((expando, context) =>
        {
            var first = true;
            foreach (var pair in expando)
            {
                context.Writer.Write(first ? "" : Environment.NewLine);
                WritePair(pair, context);
                first = false;
            }
        }),
        new PlainTextFormatter<Exception>((exception, context) =>
            context.Writer.Write(Regex.Replace(
                exception.ToString(), @"^\s+", new string(' ', (context.Depth + 1) * PlainText.SpacesALevel), RegexOptions.Multiline))),
    ];

    private static void WritePair(KeyValuePair<string, object> pair, FormatContext context)
    {
        context.Writer.Write(pair.Key);
        context.Writer.Write(": ");
        pair.Value.FormatTo(context, MimeType);
    }
}
