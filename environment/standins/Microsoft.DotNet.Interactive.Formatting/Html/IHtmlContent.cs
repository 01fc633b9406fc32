using System.Text.Encodings.Web;

namespace Microsoft.AspNetCore.Html;

// The real Formatting package gets this type and HtmlString from Microsoft.AspNetCore.Html.Abstractions.
public interface IHtmlContent
{
    void WriteTo(TextWriter writer, HtmlEncoder encoder);
}
