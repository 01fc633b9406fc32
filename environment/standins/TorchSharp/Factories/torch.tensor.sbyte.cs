namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) =>
        Made<sbyte>(stackalloc sbyte[] { scalar }, [], ScalarType.Int8, null, device, requires_grad, null);

    public static Tensor tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(sbyte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span<sbyte>(rawArray), Shape(rawArray), ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(sbyte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span<sbyte>(rawArray), Shape(rawArray), ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(sbyte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span<sbyte>(rawArray), Shape(rawArray), ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(rawArray, stackalloc long[] { rawArray.Length }, ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<sbyte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span(rawArray), dimensions, ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(Memory<sbyte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(rawArray.Span, dimensions, ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(sbyte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(rawArray, dimensions, ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<sbyte> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<sbyte> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Int8, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<sbyte> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<sbyte>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Int8, dtype, device, requires_grad, names);
}
