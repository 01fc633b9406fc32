namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) =>
        Made<short>(stackalloc short[] { scalar }, [], ScalarType.Int16, null, device, requires_grad, null);

    public static Tensor tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(short[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span<short>(rawArray), Shape(rawArray), ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(short[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span<short>(rawArray), Shape(rawArray), ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(short[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span<short>(rawArray), Shape(rawArray), ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(rawArray, stackalloc long[] { rawArray.Length }, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<short> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span(rawArray), dimensions, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(Memory<short> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(rawArray.Span, dimensions, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(short[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(rawArray, dimensions, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<short> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<short> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<short> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<short>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Int16, dtype, device, requires_grad, names);

    public static Tensor ShortTensor(Tensor t) => t.to(ScalarType.Int16);
}
