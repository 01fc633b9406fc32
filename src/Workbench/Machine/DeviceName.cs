using System.Globalization;
using static TorchSharp.torch;

namespace Workbench.Machine;

/// <summary>Devices as people name them.</summary>
public static class DeviceName
{
    /// <summary>The device of a name.</summary>
    /// <param name="name">cpu, cuda or cuda:N.</param>
    /// <exception cref="WorkbenchException">It is no such name, or this machine has no such device.</exception>
    public static Device Parse(string name)
    {
        if (name == "cpu")
        {
            return CPU;
        }

        var index = name == "cuda" ? 0 : name.StartsWith("cuda:", StringComparison.Ordinal) ? Index(name[5..]) : null;
        if (index is not { } wanted)
        {
            throw new WorkbenchException($"There is no device '{name}', expected cpu, cuda or cuda:N.");
        }

        var found = cuda.is_available() ? cuda.device_count() : 0;
        return wanted < found
            ? device($"cuda:{wanted}")
            : throw new WorkbenchException(found == 0
                ? $"The device '{name}' is not there: libtorch sees no CUDA device. Use cpu, or set up with TORCH=cuda environment/setup on a machine that has one."
                : $"The device '{name}' is not there: libtorch sees {found} CUDA {(found == 1 ? "device" : "devices")}, cuda:0 to cuda:{found - 1}.");
    }

    private static int? Index(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
