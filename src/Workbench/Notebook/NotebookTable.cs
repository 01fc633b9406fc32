using System.Net;

namespace Workbench;

/// <summary>What a notebook shows of a value of the library: a line of text over names and values.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Rows">Names and values; may be empty.</param>
internal sealed record NotebookTable(string Title, IReadOnlyList<(string Name, string Value)> Rows)
{
    /// <summary>The table as a piece of a page, every text encoded; the page around gives the colours.</summary>
    internal string ToHtml() =>
        $"""<div style="overflow-x:auto"><table><caption style="text-align:left;caption-side:top">{WebUtility.HtmlEncode(Title)}</caption><tbody>{string.Concat(Rows.Select(Row))}</tbody></table></div>""";

    /// <summary>The table as lines of text.</summary>
    internal string ToText()
    {
        int width = Rows.Select(row => row.Name.Length).DefaultIfEmpty(0).Max();
        return string.Join(Environment.NewLine, Rows.Select(row => $"  {row.Name.PadRight(width)}  {row.Value}").Prepend(Title));
    }

    private static string Row((string Name, string Value) row) =>
        $"""<tr><th scope="row" style="text-align:left">{WebUtility.HtmlEncode(row.Name)}</th><td style="text-align:left">{WebUtility.HtmlEncode(row.Value)}</td></tr>""";
}
