using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive.Tests;

internal sealed class CSharpSession : IDisposable
{
    internal CompositeKernel Root { get; } =
    [
        new CSharpKernel().UseKernelHelpers().UseValueSharing().UseWho(),
    ];

    internal CSharpKernel CSharp => (CSharpKernel)Root.ChildKernels.First();

    internal async Task<IReadOnlyList<KernelEvent>> RunAsync(string code, CancellationToken cancellationToken = default) =>
        (await Root.SendAsync(new SubmitCode(code), cancellationToken)).Events;

    public void Dispose() => Root.Dispose();
}
