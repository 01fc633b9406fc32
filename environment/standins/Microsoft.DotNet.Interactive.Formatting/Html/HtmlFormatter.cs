using System.Dynamic;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive.Formatting;

public static class HtmlFormatter
{
    public const string MimeType = "text/html";

    private static readonly HtmlString Styles = new(
        """
        <style>
        .dni-code-hint { font-style: italic; overflow: hidden; white-space: nowrap; }
        .dni-treeview { white-space: nowrap; }
        .dni-treeview td { vertical-align: top; text-align: start; }
        details.dni-treeview { padding-left: 1em; }
        table td, table th { text-align: start; }
        table tr { vertical-align: top; margin: 0; }
        table tr td pre { vertical-align: top !important; margin: 0 !important; }
        </style>
        """);

    public static ITypeFormatter GetPreferredFormatterFor(Type type) => Formatter.GetPreferredFormatterFor(type, MimeType);

    public static ITypeFormatter GetPreferredFormatterFor<T>() => GetPreferredFormatterFor(typeof(T));

    public static void RequireDefaultStyles(this FormatContext context) => context.RequireAtEnd("dni-styles", Styles);

    internal static IEnumerable<ITypeFormatter> Defaults =>
    [
        new HtmlFormatter<object>((value, context) => HtmlView.Write(value, context)),
        new HtmlFormatter<JsonElement>((value, context) => HtmlView.WriteAsPlainText(value.ToString(), context)),
        new HtmlFormatter<JsonDocument>((value, context) => value.RootElement.FormatTo(context, MimeType)),
        new HtmlFormatter<Enum>((value, context) => HtmlView.WriteSpan(value.ToString(), context)),
        new HtmlFormatter<Type>((value, context) => context.Writer.Write(value.ToDisplayString().HtmlEncode())),
        new HtmlFormatter<TimeSpan>((value, context) => HtmlView.WriteSpan(value.ToString(), context)),
        new HtmlFormatter<DateTime>((value, context) => HtmlView.WriteSpan(value.ToString("u"), context)),
        new HtmlFormatter<DateTimeOffset>((value, context) => HtmlView.WriteSpan(value.ToString("u"), context)),
        new HtmlFormatter<string>((value, context) => HtmlView.WriteAsPlainText(value, context)),
        new HtmlFormatter<IHtmlContent>((value, context) => value.WriteTo(context.Writer, HtmlEncoder.Default)),
        new HtmlFormatter<ExpandoObject>((value, context) =>
        {
            var pairs = value.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
            HtmlView.WriteTable(pairs.Select(pair => pair.Key.HtmlEncode().ToString()), [pairs.Select(pair => pair.Value)], context);
        }),
    ];
}
