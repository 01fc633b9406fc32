using System.Numerics;
using TorchSharp.Interop;

namespace TorchSharp;

public sealed class Scalar : IDisposable
{
    private readonly Tag kind;
    private readonly long bits;
    private readonly Complex complex;

    private Scalar(Tag kind, long bits)
    {
        this.kind = kind;
        this.bits = bits;
    }

    private Scalar(Complex value)
    {
        kind = Tag.Complex;
        complex = value;
    }

    public static implicit operator Scalar(byte value) => new(Tag.Int, value);

    public static implicit operator Scalar(sbyte value) => new(Tag.Int, value);

    public static implicit operator Scalar(short value) => new(Tag.Int, value);

    public static implicit operator Scalar(int value) => new(Tag.Int, value);

    public static implicit operator Scalar(long value) => new(Tag.Int, value);

    public static implicit operator Scalar(Half value) => new(Tag.Double, BitConverter.DoubleToInt64Bits((double)value));

    public static implicit operator Scalar(float value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Scalar((float, float) value) => new(new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => new(value);

    public torch.ScalarType Type => kind switch
    {
        Tag.Int => torch.ScalarType.Int64,
        Tag.Bool => torch.ScalarType.Bool,
        Tag.Complex => torch.ScalarType.ComplexFloat64,
        _ => torch.ScalarType.Float64,
    };

    public void Dispose()
    {
    }

    internal Arg ToArg() => kind == Tag.Complex ? Arg.Number(kind, 0, complex) : Arg.Number(kind, bits);

    internal double AsDouble() => kind switch
    {
        Tag.Double => BitConverter.Int64BitsToDouble(bits),
        Tag.Complex => complex.Real,
        _ => bits,
    };

    internal long AsLong() => kind switch
    {
        Tag.Double => (long)BitConverter.Int64BitsToDouble(bits),
        Tag.Complex => (long)complex.Real,
        _ => bits,
    };

    internal Complex AsComplex() => kind == Tag.Complex ? complex : AsDouble();
}
