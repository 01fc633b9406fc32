using System.Text;
using System.Web;
using Microsoft.DotNet.Interactive.Documents;

namespace Workbench.Notebooks.Html;

/// <summary>One cell of a page.</summary>
internal static class CellHtml
{
    // Of several forms of one output the page shows the richest that it can.
    private static readonly string[] Preferred =
        ["text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/markdown", "application/json", "text/plain"];

    internal static string Text(string markdown, HeadingList headings) =>
        $"<div class=\"cell text\">\n{SafeMarkdown.ToHtml(markdown, headings)}</div>\n";

    internal static string Code(InteractiveDocumentElement cell, HeadingList headings, ScriptOnce scripts)
    {
        var html = new StringBuilder();
        var kind = cell.Tags().Contains("injected-parameters") ? "cell code injected" : "cell code";
        html.Append($"<div class=\"{kind}\">\n<div class=\"input\">");
        if (cell.ExecutionOrder > 0)
        {
            html.Append($"<span class=\"count\" title=\"Cell {cell.ExecutionOrder}\">[{cell.ExecutionOrder}]</span>");
        }

        var code = cell.KernelName == NotebookFile.CSharp ? CSharpHighlighter.ToHtml(cell.Contents) : HttpUtility.HtmlEncode(cell.Contents);
        html.Append($"<pre><code>{code}</code></pre></div>\n");
        foreach (var output in cell.Outputs)
        {
            html.Append(Output(output, headings, scripts));
        }

        return html.Append("</div>\n").ToString();
    }

    private static string Output(InteractiveDocumentOutputElement output, HeadingList headings, ScriptOnce scripts) => output switch
    {
        TextElement { Name: "stderr" } text => Preformatted(text.Text, "stderr"),
        TextElement text => Preformatted(text.Text, "stdout"),
        ErrorElement error => Preformatted(
            error.StackTrace.Length > 0 ? string.Join('\n', error.StackTrace) : $"{error.ErrorName}: {error.ErrorValue}", "error"),
        ReturnValueElement result => Data(result.Data, headings, scripts),
        DisplayElement display => Data(display.Data, headings, scripts),
        _ => "",
    };

    private static string Data(IDictionary<string, object> data, HeadingList headings, ScriptOnce scripts)
    {
        if (Preferred.FirstOrDefault(data.ContainsKey) is not { } mimeType)
        {
            return "";
        }

        var value = Joined(data[mimeType]);
        return mimeType switch
        {
            "text/html" or "image/svg+xml" => $"<div class=\"output data\">{scripts.Filter(value)}</div>\n",
            "text/markdown" => $"<div class=\"output text\">{SafeMarkdown.ToHtml(value, headings)}</div>\n",
            "text/plain" or "application/json" => Preformatted(value, "plain"),
            _ => $"<div class=\"output\"><img alt=\"Output of the cell\" src=\"data:{mimeType};base64,{HttpUtility.HtmlAttributeEncode(value.Trim())}\"></div>\n",
        };
    }

    private static string Preformatted(string text, string kind) =>
        $"<div class=\"output\"><pre class=\"{kind}\">{HttpUtility.HtmlEncode(text.TrimEnd())}</pre></div>\n";

    // Read from a file, a value is a list of lines; put out by a kernel, a string.
    private static string Joined(object value) => value switch
    {
        string text => text,
        IEnumerable<string> lines => string.Concat(lines),
        IEnumerable<object> lines => string.Concat(lines),
        _ => value.ToString() ?? "",
    };
}
