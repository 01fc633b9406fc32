using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive.Formatting;

public class FormatContext : IDisposable
{
    private Dictionary<string, IHtmlContent> _contentAtEnd;

    public FormatContext(TextWriter writer) => Writer = writer;

    public int Depth { get; private set; }

    public TextWriter Writer { get; }

    public void Dispose()
    {
        var contents = _contentAtEnd;
        _contentAtEnd = null;
        foreach (var content in contents?.Values ?? Enumerable.Empty<IHtmlContent>())
        {
            content.WriteTo(Writer, HtmlEncoder.Default);
        }
    }

    /// <summary>Objects are written member by member down to this depth, and as plain text below it.</summary>
    internal bool AllowRecursion => Depth <= Formatter.RecursionLimit && !RecursionDisabled;

    internal bool RecursionDisabled { get; set; }

    /// <summary>True where the next line belongs to an item of a list and starts with a dash.</summary>
    internal bool IsStartingItem { get; set; }

    internal void RequireAtEnd(string id, IHtmlContent content) => (_contentAtEnd ??= []).TryAdd(id, content);

    internal Deeper GoDeeper()
    {
        Depth++;
        return new Deeper(this);
    }

    internal readonly struct Deeper(FormatContext context) : IDisposable
    {
        public void Dispose() => context.Depth--;
    }
}
