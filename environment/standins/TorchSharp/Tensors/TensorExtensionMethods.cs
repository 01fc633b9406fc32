namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    public static ReadOnlySpan<int> IntShape(this torch.Tensor tensor) => Array.ConvertAll(tensor.shape, n => (int)n);

    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };

    public static Half ToHalf(this torch.Tensor value) => value.ToScalar().ToHalf();

    public static float ToSingle(this torch.Tensor value) => value.ToScalar().ToSingle();

    public static double ToDouble(this torch.Tensor value) => value.ToScalar().ToDouble();

    public static sbyte ToSByte(this torch.Tensor value) => value.ToScalar().ToSByte();

    public static byte ToByte(this torch.Tensor value) => value.ToScalar().ToByte();

    public static short ToInt16(this torch.Tensor value) => value.ToScalar().ToInt16();

    public static int ToInt32(this torch.Tensor value) => value.ToScalar().ToInt32();

    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();

    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().ToBoolean();

    public static long TotalSize(this IEnumerable<long> shape)
    {
        long total = 1;
        foreach (var n in shape) total *= n;
        return total;
    }

    /// <summary>Whether moving the tensor there makes a new one.</summary>
    internal static bool WillCopy(this torch.Tensor tensor, torch.ScalarType dtype, torch.Device device) =>
        tensor.dtype != dtype || tensor.device_type != device.type ||
        tensor.device_type != DeviceType.CPU && device.index != -1 && tensor.device_index != device.index;
}
