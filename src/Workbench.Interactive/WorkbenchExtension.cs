using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using TorchSharp;
using Workbench.Charts;

namespace Workbench.Interactive;

/// <summary>
/// The workbench inside a .NET Interactive kernel. Figures, tables, steps, comparisons and run folders need no extension; this adds what other
/// libraries made: tensors, data frames, charts made with Plotly.NET itself, all drawn without a network; and the magic command <c>#!workbench</c>.
/// </summary>
public static class WorkbenchExtension
{
    private const string AboutName = "#!workbench";

    /// <summary>Loads the extension into the kernel that runs the calling cell.</summary>
    /// <exception cref="InvalidOperationException">No cell is running.</exception>
    public static void Load() => Load(
        KernelInvocationContext.Current?.HandlingKernel.RootKernel ?? throw new InvalidOperationException("Load() is for cells of a notebook; elsewhere, give it the kernel."));

    /// <summary>Adds the formatters and the magic command; may be called again, and then starts the page of a new notebook.</summary>
    /// <param name="kernel">The root kernel.</param>
    public static void Load(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        NotebookPage.Current.StartNew();
        Formatter.Register<GenericChart>(chart => chart.ToNotebookHtml(), HtmlFormatter.MimeType);
        Formatter.Register<DataFrame>(frame => NotebookHtml.Render(frame.ToHtmlTable()).ToString(), HtmlFormatter.MimeType);
        Formatter.Register<torch.Tensor>(tensor => NotebookHtml.Render(new TensorView(tensor)).ToString(), HtmlFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(torch.Tensor), HtmlFormatter.MimeType);
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
