namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(Half[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span<Half>(rawArray), Shape(rawArray), ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(Half[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span<Half>(rawArray), Shape(rawArray), ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(Half[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span<Half>(rawArray), Shape(rawArray), ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(Half[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(rawArray, stackalloc long[] { rawArray.Length }, ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<Half> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(Half[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(rawArray, dimensions, ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<Half> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span(rawArray), dimensions, ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(Memory<Half> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(rawArray.Span, dimensions, ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<Half> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<Half> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Float16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<Half> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<Half>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Float16, dtype, device, requires_grad, names);
}
