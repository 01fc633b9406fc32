using System.Collections;
using System.Web;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Writes any object as HTML: a scalar as preformatted text, a list as a table, an object as a tree that unfolds.</summary>
internal static class HtmlView
{
    private const int OpenLevels = 2;

    internal static void Write(object value, FormatContext context)
    {
        context.RequireDefaultStyles();
        var type = value.GetType();
        if (type.IsScalar())
        {
            WriteAsPlainText(value, context);
        }
        else if (type.IsList() && !type.ShowsPropertiesBesideItems())
        {
            WriteList(value, context);
        }
        else
        {
            WriteTree(value, type, context);
        }
    }

    internal static void WriteAsPlainText(object value, FormatContext context, string mimeType = PlainTextFormatter.MimeType)
    {
        context.RequireDefaultStyles();
        context.Writer.Write("<div class=\"dni-plaintext\"><pre>");
        context.Writer.Write(HttpUtility.HtmlEncode(value.ToDisplayString(mimeType)));
        context.Writer.Write("</pre></div>");
    }

    internal static void WriteSpan(string text, FormatContext context) =>
        context.Writer.Write($"<span>{HttpUtility.HtmlEncode(text)}</span>");

    internal static void WriteTable(IEnumerable<string> headers, IEnumerable<IEnumerable<object>> rows, FormatContext context, string lastRow = "")
    {
        context.Writer.Write("<table><thead><tr>");
        foreach (var header in headers)
        {
            context.Writer.Write($"<th>{header}</th>");
        }

        context.Writer.Write("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            context.Writer.Write("<tr>");
            foreach (var cell in row)
            {
                context.Writer.Write("<td>");
                cell.FormatTo(context, HtmlFormatter.MimeType);
                context.Writer.Write("</td>");
            }

            context.Writer.Write("</tr>");
        }

        context.Writer.Write(lastRow);
        context.Writer.Write("</tbody></table>");
    }

    private static void WriteTree(object value, Type type, FormatContext context)
    {
        if (!context.AllowRecursion)
        {
            WriteAsPlainText(value, context);
            return;
        }

        context.Writer.Write(context.Depth < OpenLevels ? "<details open=\"open\" class=\"dni-treeview\">" : "<details class=\"dni-treeview\">");
        context.Writer.Write("<summary><span class=\"dni-code-hint\"><code>");
        context.Writer.Write(HttpUtility.HtmlEncode(value.ToDisplayString(PlainTextSummaryFormatter.MimeType)));
        context.Writer.Write("</code></span></summary><div><table><thead><tr></tr></thead><tbody>");
        foreach (var (name, get) in type.Members())
        {
            context.Writer.Write($"<tr><td>{HttpUtility.HtmlEncode(name)}</td><td>");
            get(value).FormatTo(context, HtmlFormatter.MimeType);
            context.Writer.Write("</td></tr>");
        }

        if (type.IsList())
        {
            context.Writer.Write("<tr><td><i>(values)</i></td><td>");
            WriteList(value, context);
            context.Writer.Write("</td></tr>");
        }

        context.Writer.Write("</tbody></table></div></details>");
    }

    private static void WriteList(object value, FormatContext context)
    {
        var dictionary = value as IDictionary;
        var pairType = dictionary is null ? DictionaryOf(value.GetType()) : null;
        if (dictionary is null && pairType is null && value.GetType().ItemType()?.IsScalar() is true)
        {
            WriteAsPlainText(value, context, PlainTextSummaryFormatter.MimeType);
            return;
        }

        var keys = dictionary?.Keys ?? pairType?.GetProperty("Keys").GetValue(value) as IEnumerable;
        var values = dictionary?.Values ?? pairType?.GetProperty("Values").GetValue(value) as IEnumerable ?? (IEnumerable)value;
        var (items, remaining) = Shown.Of(values);
        if (items.Count == 0)
        {
            context.Writer.Write("<i>(empty)</i>");
            return;
        }

        var first = keys is null
            ? Enumerable.Range(0, items.Count).Select(index => (object)index.ToString().ToHtmlContent()).ToArray()
            : keys.Cast<object>().Take(items.Count).ToArray();
        var typesDiffer = items.Where(item => item is not null).Select(item => item.GetType()).Distinct().Count() > 1;

        string[] headers = [keys is null ? "<i>index</i>" : "<i>key</i>", .. typesDiffer ? new[] { "<i>type</i>" } : [], "value"];
        var rows = items.Select((item, index) => typesDiffer ? new[] { first[index], item?.GetType(), item } : [first[index], item]);
        var more = remaining is null ? "... (more)" : $"({remaining} more)";
        WriteTable(headers, rows, context, remaining == 0 ? "" : $"<tr><td colspan=\"{headers.Length}\"><i>{more}</i></td></tr>");
    }

    private static Type DictionaryOf(Type type) =>
        type.GetInterfaces().FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IDictionary<,>));
}
