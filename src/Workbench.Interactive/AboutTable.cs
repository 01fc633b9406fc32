using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive;
using Plotly.NET;

namespace Workbench.Interactive;

/// <summary>The versions that a report of a fault should name.</summary>
internal static class AboutTable
{
    internal static HtmlString ToHtml()
    {
        var html = new StringBuilder("<table><tbody>");
        foreach (var (name, value) in Rows())
        {
            html.Append($"<tr><th>{HttpUtility.HtmlEncode(name)}</th><td>{HttpUtility.HtmlEncode(value)}</td></tr>");
        }

        return new HtmlString(html.Append("</tbody></table>").ToString());
    }

    private static IEnumerable<(string Name, string Value)> Rows()
    {
        yield return ("Workbench", VersionOf(typeof(WorkbenchException)));
        yield return ("TorchSharp", VersionOf(typeof(TorchSharp.torch)));
        yield return ("Plotly.NET", VersionOf(typeof(GenericChart)));
        yield return (".NET Interactive", VersionOf(typeof(Kernel)));
        yield return (".NET", Environment.Version.ToString());
        yield return ("System", $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors");
    }

    // The part after the plus sign names a commit.
    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? type.Assembly.GetName().Version!.ToString();
}
