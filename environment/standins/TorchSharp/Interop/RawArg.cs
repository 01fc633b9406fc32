using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>What a <see cref="RawArg"/> holds; the numbers are native/shim.cpp's.</summary>
internal enum Tag
{
    Default, None, Tensor, Int, Double, Bool, Ints, Doubles, Bools, Tensors, OptionalTensors, Device, String, Generator, Complex
}

/// <summary>An argument or a result as the shim sees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RawArg
{
    internal Tag Tag;
    internal int Count;
    internal long Bits;

    internal readonly double Double => BitConverter.Int64BitsToDouble(Bits);
}

/// <summary>One item of an index, as the shim sees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RawIndex
{
    internal int Kind, Given;
    internal long Start, Stop, Step;
    internal nint Tensor;
}
