using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;

namespace Microsoft.DotNet.Interactive;

public static class KernelExtensions
{
    public static Kernel FindKernelByName(this Kernel kernel, string name) =>
        FindKernels(kernel, candidate => candidate.KernelInfo.NameAndAliases.Contains(name)).FirstOrDefault();

    public static IEnumerable<Kernel> FindKernels(this Kernel kernel, Func<Kernel, bool> predicate) =>
        kernel.RootKernel is CompositeKernel composite
            ? composite.ChildKernels.Prepend<Kernel>(composite).Where(predicate)
            : new[] { kernel }.Where(predicate);

    public static Task<KernelCommandResult> SubmitCodeAsync(this Kernel kernel, string code)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel.SendAsync(new SubmitCode(code), CancellationToken.None);
    }

    public static T UseValueSharing<T>(this T kernel) where T : Kernel
    {
        ShareDirective.AddTo(kernel);
        SetDirective.AddTo(kernel);
        return kernel;
    }

    public static TKernel UseWho<TKernel>(this TKernel kernel) where TKernel : Kernel
    {
        if (kernel.SupportsCommandType(typeof(RequestValueInfos)) && kernel.SupportsCommandType(typeof(RequestValue)))
        {
            kernel.AddDirective(
                new KernelActionDirective("#!who", "Display the names of the current top-level variables."),
                (_, context) => ValueListing.DisplayAsync(context, detailed: false));
            kernel.AddDirective(
                new KernelActionDirective("#!whos", "Display the names of the current top-level variables and their values."),
                (_, context) => ValueListing.DisplayAsync(context, detailed: true));
        }

        return kernel;
    }

    public static TKernel UseImportMagicCommand<TKernel>(this TKernel kernel) where TKernel : Kernel
    {
        var directive = new KernelActionDirective("#!import", "Runs another notebook or source code file inline.")
        {
            Parameters = [new("--file") { AllowImplicitName = true, Required = true, TypeHint = "file" }],
        };
        kernel.AddDirective<ImportDocument>(
            directive, (command, _) => kernel.LoadAndRunInteractiveDocument(new FileInfo(command.FilePath)));
        return kernel;
    }

    public static async Task LoadAndRunInteractiveDocument(this Kernel kernel, FileInfo file, KernelCommand parentCommand = null)
    {
        var document = await InteractiveDocument.LoadAsync(file, KernelInfosOf((CompositeKernel)kernel.RootKernel));
        foreach (var element in document.Elements)
        {
            KernelCommand command = element.KernelName == "markdown"
                ? new DisplayValue(new FormattedValue("text/markdown", element.Contents))
                : new SubmitCode(element.Contents, element.KernelName);
            if (parentCommand is not null)
            {
                command.SetParent(parentCommand);
            }

            await kernel.RootKernel.SendAsync(command);
        }
    }

    private static KernelInfoCollection KernelInfosOf(CompositeKernel composite)
    {
        var infos = new KernelInfoCollection();
        infos.AddRange(composite.ChildKernels.Select(child =>
            new Documents.KernelInfo(child.Name, child.KernelInfo.LanguageName, child.KernelInfo.Aliases)));
        if (!infos.Contains("markdown"))
        {
            infos.Add(new Documents.KernelInfo("markdown", "Markdown"));
        }

        return infos;
    }
}
