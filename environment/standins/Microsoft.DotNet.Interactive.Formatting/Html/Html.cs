using System.Web;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive.Formatting;

public static class Html
{
    public static IHtmlContent HtmlEncode(this string content) => new HtmlString(HttpUtility.HtmlEncode(content));

    public static IHtmlContent HtmlAttributeEncode(this string content) => new HtmlString(HttpUtility.HtmlAttributeEncode(content));

    public static IHtmlContent ToHtmlContent(this string value) => new HtmlString(value);
}
