namespace Workbench.Charts;

/// <summary>The two forms of a view in a notebook. Members are found by name: see <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class ViewFormatterSource
{
    /// <summary>One formatter for each form.</summary>
    public IEnumerable<object> CreateTypeFormatters() => [new HtmlFormatter(), new TextFormatter()];

    private sealed class HtmlFormatter
    {
        public string MimeType => "text/html";

        public bool Format(object instance, TextWriter writer) => Write(instance, writer, view => NotebookHtml.Render(view).ToString());
    }

    private sealed class TextFormatter
    {
        public string MimeType => "text/plain";

        public bool Format(object instance, TextWriter writer) => Write(instance, writer, view => view.ToString());
    }

    private static bool Write(object instance, TextWriter writer, Func<View, string> form)
    {
        if (instance is not View view)
        {
            return false;
        }

        writer.Write(form(view));
        return true;
    }
}
