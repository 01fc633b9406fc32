namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device ?? CPU);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var type = ToScalarType(rawArray.GetType().GetElementType()!);
        var shape = Shape(rawArray);
        return type switch
        {
            ScalarType.Bool => Made(Span<bool>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Byte => Made(Span<byte>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Int8 => Made(Span<sbyte>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Int16 => Made(Span<short>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Int32 => Made(Span<int>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Int64 => Made(Span<long>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Float16 => Made(Span<Half>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Float32 => Made(Span<float>(rawArray), shape, type, dtype, device, requires_grad, names),
            ScalarType.Float64 => Made(Span<double>(rawArray), shape, type, dtype, device, requires_grad, names),
            _ => throw new NotImplementedException($"from_array() for {rawArray.GetType().GetElementType()!.Name} elements."),
        };
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device, false);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);
}
