using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Turns the recording of gradients on or off on this thread until disposed.</summary>
internal sealed class GradMode : IDisposable
{
    private readonly bool before = Shim.ts_grad_enabled();

    internal GradMode(bool enabled) => Shim.ts_set_grad_enabled(enabled);

    public void Dispose() => Shim.ts_set_grad_enabled(before);
}
