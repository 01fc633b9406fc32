using System.Text.Encodings.Web;

namespace Microsoft.AspNetCore.Html;

public class HtmlString : IHtmlContent
{
    public static readonly HtmlString NewLine = new(Environment.NewLine);

    public static readonly HtmlString Empty = new(string.Empty);

    public HtmlString(string value) => Value = value;

    public string Value { get; }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(encoder);
        writer.Write(Value);
    }

    public override string ToString() => Value ?? string.Empty;
}
