namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        Made<float>(stackalloc float[] { scalar }, [], ScalarType.Float32, null, device, requires_grad, null);

    public static Tensor tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span<float>(rawArray), Shape(rawArray), ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span<float>(rawArray), Shape(rawArray), ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span<float>(rawArray), Shape(rawArray), ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(rawArray, stackalloc long[] { rawArray.Length }, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span(rawArray), dimensions, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(Memory<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(rawArray.Span, dimensions, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(rawArray, dimensions, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<float> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<float> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<float> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<float>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Float32, dtype, device, requires_grad, names);

    public static Tensor FloatTensor(Tensor t) => t.to(ScalarType.Float32);
}
