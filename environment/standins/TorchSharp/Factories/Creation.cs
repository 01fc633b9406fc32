using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

// What the factories share: finishing a new tensor, and copying .NET data into one.
public static partial class torch
{
    internal static Tensor Made(Tensor tensor, bool requires_grad, string[]? names = null)
    {
        if (names is { Length: > 0 }) throw new NotSupportedException("Named dimensions are not part of this slice of TorchSharp.");
        if (requires_grad) tensor.requires_grad = true;
        return tensor;
    }

    private static unsafe Tensor Made<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, ScalarType type, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        long count = 1;
        foreach (var n in shape) count *= n;
        if (count > data.Length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {data.Length}");
        var tensor = Ops.empty_memory_format.Call(shape, type, Arg.None, CPU);
        if (count > 0) data[..(int)count].CopyTo(new Span<T>(tensor.DataPointer(), (int)count));
        device = InitializeDevice(device);
        if (device.type != DeviceType.CPU || (dtype ?? type) != type)
            tensor = tensor.to(dtype ?? type, device, disposeAfter: true);
        return Made(tensor, requires_grad, names);
    }

    private static ScalarType ImpliedType(Scalar value) => is_integral(value.Type) ? ScalarType.Int64 : get_default_dtype();

    private static ReadOnlySpan<T> Span<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> items => CollectionsMarshal.AsSpan(items),
        _ => list.ToArray(),
    };

    private static ReadOnlySpan<T> Span<T>(Array array) where T : unmanaged => array.Length == 0
        ? []
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static long[] Shape(Array array)
    {
        var shape = new long[array.Rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = array.GetLongLength(i);
        return shape;
    }
}
