using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Ops.empty_memory_format.Call(size, dtype ?? get_default_dtype(), Arg.None, InitializeDevice(device)), requires_grad, names);

    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { size }, dtype, device, requires_grad, names);

    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty((ReadOnlySpan<long>)size, dtype, device, requires_grad, names);

    public static Tensor empty(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { size }, dtype, device, requires_grad, names);

    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { rows, columns }, dtype, device, requires_grad, names);

    public static Tensor empty(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { rows, columns }, dtype, device, requires_grad, names);

    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { dim0, dim1, dim2 }, dtype, device, requires_grad, names);

    public static Tensor empty(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { dim0, dim1, dim2 }, dtype, device, requires_grad, names);

    public static Tensor empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { dim0, dim1, dim2, dim3 }, dtype, device, requires_grad, names);

    public static Tensor empty(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty(stackalloc long[] { dim0, dim1, dim2, dim3 }, dtype, device, requires_grad, names);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.empty_like(dtype, device, requires_grad);
}
