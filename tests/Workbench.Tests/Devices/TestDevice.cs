using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Tests.Devices;

/// <summary>The kinds of devices that models are held against the CPU on.</summary>
internal static class TestDevice
{
    public static string[] Names { get; } = ["cpu", "cuda"];

    /// <summary>Skips the test where the device is not there.</summary>
    public static Device Named(string name)
    {
        Skip.If(name == "cuda" && !cuda.is_available(), "There is no CUDA device.");
        return device(name);
    }
}
