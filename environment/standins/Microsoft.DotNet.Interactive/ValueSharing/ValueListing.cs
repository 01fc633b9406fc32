using System.Text;
using System.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.ValueSharing;

/// <summary>What #!who and #!whos show.</summary>
internal static class ValueListing
{
    internal static async Task DisplayAsync(KernelInvocationContext context, bool detailed)
    {
        var kernel = context.HandlingKernel;
        var infos = (await kernel.SendAsync(new RequestValueInfos(kernel.Name))).Events.OfType<ValueInfosProduced>().SelectMany(e => e.ValueInfos);
        var values = new List<ValueProduced>();
        foreach (var name in infos.Select(info => info.Name).Distinct())
        {
            var result = await kernel.SendAsync(new RequestValue(name, targetKernelName: kernel.Name));
            values.AddRange(result.Events.OfType<ValueProduced>());
        }

        context.Display(new HtmlString(detailed ? Table(values) : Names(values)), HtmlFormatter.MimeType);
    }

    private static string Names(IEnumerable<ValueProduced> values) =>
        $"<div>{string.Concat(values.Select(value => HttpUtility.HtmlEncode(value.Name) + "\t "))}</div>";

    private static string Table(IEnumerable<ValueProduced> values)
    {
        var html = new StringBuilder("<table><thead><tr><th>Variable</th><th>Type</th><th>Value</th></tr></thead><tbody>");
        foreach (var value in values)
        {
            html.Append($"<tr><td>{HttpUtility.HtmlEncode(value.Name)}</td><td>{value.Value?.GetType().ToDisplayString(HtmlFormatter.MimeType)}</td>")
                .Append($"<td><div class=\"dni-plaintext\"><pre>{HttpUtility.HtmlEncode(value.Value.ToDisplayString())}</pre></div></td></tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }
}
