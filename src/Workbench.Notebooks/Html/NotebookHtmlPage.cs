using System.Text;
using System.Web;
using Microsoft.DotNet.Interactive.Documents;

namespace Workbench.Notebooks.Html;

/// <summary>
/// A notebook as one web page that needs nothing else and reads on a phone: text, code, and outputs.
/// Raw HTML in the text is shown as it is typed; what a cell displayed as HTML is kept, for whoever ran the notebook wrote it.
/// </summary>
public static class NotebookHtmlPage
{
    // The page may run the scripts that it holds, and load nothing: neither plots nor a stranger's text can reach the network.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; img-src data: blob:; font-src data:; media-src data:";

    private static readonly Lazy<string> Style = new(() =>
    {
        using var reader = new StreamReader(typeof(NotebookHtmlPage).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd();
    });

    /// <summary>Renders a notebook with the outputs that it holds.</summary>
    /// <param name="document">The notebook, read with <see cref="InteractiveDocument.LoadAsync"/>.</param>
    /// <param name="title">What the browser shows as the page's name where the notebook has no heading.</param>
    /// <returns>A whole HTML document.</returns>
    public static string Render(InteractiveDocument document, string title)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(title);
        var headings = new HeadingList();
        var scripts = new ScriptOnce();
        var body = new StringBuilder();
        foreach (var cell in document.Elements)
        {
            body.Append(cell.IsCode() ? CellHtml.Code(cell, headings, scripts) : CellHtml.Text(cell.Contents, headings));
        }

        var name = headings.Items.FirstOrDefault().Text ?? title;
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <title>{HttpUtility.HtmlEncode(name)}</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            <main>
            {headings.ToNavigation()}{body}</main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }
}
