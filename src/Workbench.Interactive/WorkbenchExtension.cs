using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using Workbench.Charts;

namespace Workbench.Interactive;

/// <summary>
/// The workbench inside a .NET Interactive kernel. Figures and tables of <c>Workbench.Charts</c> need no extension;
/// this adds charts made with Plotly.NET itself, drawn without a network, and the magic command <c>#!workbench</c>.
/// </summary>
public static class WorkbenchExtension
{
    private const string AboutName = "#!workbench";

    /// <summary>Adds the formatters and the magic command; may be called again, and then starts the page of a new notebook.</summary>
    /// <param name="kernel">The root kernel.</param>
    public static void Load(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        NotebookPage.Current.StartNew();
        Formatter.Register<GenericChart>(chart => chart.ToNotebookHtml(), HtmlFormatter.MimeType);
        if (kernel.KernelInfo.SupportedDirectives.Any(directive => directive.Name == AboutName))
        {
            return;
        }

        kernel.AddDirective<ShowAbout>(
            new KernelActionDirective(AboutName) { Description = "Shows the workbench's version, and those of what it runs on." },
            (_, context) =>
            {
                context.Display(AboutTable.ToHtml(), HtmlFormatter.MimeType);
                return Task.CompletedTask;
            });
    }
}
