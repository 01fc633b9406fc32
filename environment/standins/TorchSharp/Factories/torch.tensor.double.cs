namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made<double>(stackalloc double[] { scalar }, [], ScalarType.Float64, dtype, device, requires_grad, null);

    public static Tensor tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(Span<double>(rawArray), Shape(rawArray), ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(Span<double>(rawArray), Shape(rawArray), ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(Span<double>(rawArray), Shape(rawArray), ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(rawArray, stackalloc long[] { rawArray.Length }, ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(Memory<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(rawArray.Span, dimensions, ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(rawArray, dimensions, ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<double> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<double> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<double> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<double>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Float64, dtype, device, requires_grad, names);

    public static Tensor DoubleTensor(Tensor t) => t.to(ScalarType.Float64);
}
