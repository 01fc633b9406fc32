using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>libtorch's inference mode on this thread until disposed.</summary>
internal sealed class InferenceMode(bool mode) : IDisposable
{
    private nint guard = Shim.ts_inference_enter(mode);

    public void Dispose()
    {
        if (guard == 0) return;
        Shim.ts_inference_leave(guard);
        guard = 0;
    }
}
