using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>Named tensors in a checkpoint, whatever its format. Opening reads names and shapes only; a tensor is read when it is asked for.</summary>
public interface ITensorStore : IDisposable
{
    /// <summary>The file that messages name: the weights file, or the index of a sharded checkpoint.</summary>
    string Location { get; }

    /// <summary>What is stored, by name.</summary>
    IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>Reads one tensor straight onto a device and into a dtype; no second copy of it is made on the way.</summary>
    /// <param name="name">A key of <see cref="Tensors"/>.</param>
    /// <param name="dtype">The dtype to be; widening is exact.</param>
    /// <param name="device">The device to be on.</param>
    /// <exception cref="WorkbenchException">There is no such tensor, its dtype has no counterpart in torch, or the file cannot be read.</exception>
    LoadedTensor Load(string name, ScalarType dtype, Device device);

    /// <summary>Reads one tensor in its stored dtype, on the CPU. The caller owns it.</summary>
    /// <param name="name">A key of <see cref="Tensors"/>.</param>
    /// <exception cref="WorkbenchException">There is no such tensor, its dtype has no counterpart in torch, or the file cannot be read.</exception>
    Tensor Read(string name);
}

/// <summary>A stored tensor's dtype and shape.</summary>
/// <param name="DType">The dtype as the format spells it in safetensors: "F32", "BF16", "I64", …</param>
/// <param name="Shape">The sizes of its dimensions; empty for a scalar.</param>
public sealed record TensorInfo(string DType, IReadOnlyList<long> Shape)
{
    /// <summary>The shape as messages show it, such as [12, 36].</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Whether the values are floating-point numbers that torch has.</summary>
    public bool IsFloatingPoint => DType is "F64" or "F32" or "F16" or "BF16";

    /// <summary>What the values take in memory as they are stored.</summary>
    public long Bytes => Shape.Aggregate((long)SafetensorsDType.SizeOf(DType), (product, size) => product * size);
}
