using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Tests;

/// <summary>
/// libtorch's meta device has shapes but no numbers: reading a value back or mixing devices throws there, so what passes never waits for a GPU.
/// Outside Python libtorch has no meta kernels of some operators that models need; the TorchSharp of environment/standins adds them.
/// </summary>
internal static class MetaDevice
{
    private static readonly Lazy<string?> Gap = new(() =>
    {
        using var scope = NewDisposeScope();
        try
        {
            empty([2, 3], device: new Device("meta")).index_select(0, empty([4], ScalarType.Int64, new Device("meta")));
            return null;
        }
        catch (ExternalException)
        {
            return "This libtorch cannot look up embeddings on the meta device.";
        }
    });

    /// <summary>Skips the test where models cannot run on the device.</summary>
    public static Device ForModels()
    {
        Skip.If(Gap.Value is not null, Gap.Value);
        return new Device("meta");
    }
}
