namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) =>
        Made<byte>(stackalloc byte[] { scalar }, [], ScalarType.Byte, null, device, requires_grad, null);

    public static Tensor tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span(rawArray), stackalloc long[] { rawArray.Count }, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(byte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span<byte>(rawArray), Shape(rawArray), ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(byte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span<byte>(rawArray), Shape(rawArray), ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span<byte>(rawArray), Shape(rawArray), ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(rawArray, stackalloc long[] { rawArray.Length }, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span(rawArray), dimensions, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(Memory<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(rawArray.Span, dimensions, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(rawArray, dimensions, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<byte> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span(rawArray), stackalloc long[] { rows, columns }, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<byte> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2 }, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor tensor(IList<byte> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made<byte>(Span(rawArray), stackalloc long[] { dim0, dim1, dim2, dim3 }, ScalarType.Byte, dtype, device, requires_grad, names);

    public static Tensor ByteTensor(Tensor t) => t.to(ScalarType.Byte);
}
