using System.Web;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Workbench.Notebooks.Html;

/// <summary>Markdown without raw HTML, script links and pictures from elsewhere; formulas become MathML, which browsers draw by themselves.</summary>
internal static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseMathematics().UseTaskLists().UseEmphasisExtras().UseFootnotes().Build();

    internal static string ToHtml(string markdown, HeadingList headings)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser follows: shown as it is typed.
            return $"<pre>{HttpUtility.HtmlEncode(markdown)}</pre>\n";
        }

        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.GetAttributes().Id = headings.Add(heading.Level, PlainText(heading));
        }

        foreach (var link in document.Descendants<LinkInline>().ToArray())
        {
            link.Url = SafeUrl(link.Url);
            if (link.IsImage && link.Url?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) is not true)
            {
                link.IsImage = false;
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            link.Url = link.IsEmail ? link.Url : SafeUrl(link.Url);
        }

        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.RemoveAll(candidate => candidate is HtmlMathInlineRenderer or HtmlMathBlockRenderer);
        renderer.ObjectRenderers.AddIfNotAlready<InlineFormula>();
        renderer.ObjectRenderers.AddIfNotAlready<BlockFormula>();
        renderer.Render(document);
        return writer.ToString();
    }

    private static string PlainText(HeadingBlock heading) =>
        string.Concat((heading.Inline?.Descendants() ?? []).Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            MathInline math => math.Content.ToString(),
            _ => "",
        }));

    // Other notebooks are linked as the pages that they become.
    private static string SafeUrl(string? url)
    {
        var text = (url ?? "").Trim();
        var scheme = text.IndexOf(':') is > 0 and var colon && text.IndexOfAny(['/', '?', '#']) is var slash && (slash < 0 || slash > colon)
            ? text[..colon].ToLowerInvariant()
            : "";
        return scheme switch
        {
            "" => text.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? Path.ChangeExtension(text, ".html") : text,
            "http" or "https" or "mailto" => text,
            "data" when text.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) => text,
            _ => "#",
        };
    }

    private sealed class InlineFormula : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write(formula.DelimiterCount > 1
                ? $"<span class=\"formula\">{MathMl.ToHtml(formula.Content.ToString(), isBlock: true)}</span>"
                : MathMl.ToHtml(formula.Content.ToString(), isBlock: false));
    }

    private sealed class BlockFormula : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula) =>
            renderer.WriteLine($"<div class=\"formula\">{MathMl.ToHtml(formula.Lines.ToString(), isBlock: true)}</div>");
    }
}
