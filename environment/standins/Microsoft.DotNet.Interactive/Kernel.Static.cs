using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

public abstract partial class Kernel
{
    public static Kernel Current => KernelInvocationContext.Current.HandlingKernel;

    public static Kernel Root => KernelInvocationContext.Current.HandlingKernel?.RootKernel;

    public static DisplayedValue display(object value, params string[] mimeTypes) => value.Display(mimeTypes);

    public static IHtmlContent HTML(string content) => content.ToHtmlContent();

    private static void OnDisplayedValue(DisplayedValue displayedValue)
    {
        if (KernelInvocationContext.Current is { } context)
        {
            context.Display(displayedValue);
        }
        else
        {
            Formatter.WriteToConsole(displayedValue);
        }
    }

    protected delegate Task SetValueAsyncDelegate(string name, object value, Type declaredType = null);
}
