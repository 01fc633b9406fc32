namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made<long>(stackalloc long[] { scalar }, [], ScalarType.Int64, dtype, device, requires_grad, null);

    public static Tensor tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span<long>(rawArray), Shape(rawArray), ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span<long>(rawArray), Shape(rawArray), ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span<long>(rawArray), Shape(rawArray), ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(dataArray, stackalloc long[] { dataArray.Length }, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span(rawArray), dimensions, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(Memory<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(rawArray.Span, dimensions, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(dataArray, dimensions, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<long> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<long> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<long> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<long>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Int64, dtype, device, requires_grad, names);

    public static Tensor LongTensor(Tensor t) => t.to(ScalarType.Int64);
}
