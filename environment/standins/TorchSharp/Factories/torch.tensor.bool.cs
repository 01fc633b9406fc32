namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made<bool>(stackalloc bool[] { scalar }, [], ScalarType.Bool, dtype, device, requires_grad, null);

    public static Tensor tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span<bool>(rawArray), Shape(rawArray), ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span<bool>(rawArray), Shape(rawArray), ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span<bool>(rawArray), Shape(rawArray), ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(rawArray, stackalloc long[] { rawArray.Length }, ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<bool> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span(rawArray), dimensions, ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(rawArray, dimensions, ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<bool> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<bool> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<bool> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<bool>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Bool, dtype, device, requires_grad, names);

    public static Tensor BoolTensor(Tensor t) => t.to(ScalarType.Bool);
}
