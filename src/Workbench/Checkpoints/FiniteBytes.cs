using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>Looks for NaN and infinity in stored numbers: their exponent bits are all ones.</summary>
internal static class FiniteBytes
{
    /// <summary>Whether all numbers are finite; of a dtype without such values they are.</summary>
    public static bool All(ReadOnlySpan<byte> bytes, ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 => None<uint>(bytes, 0x7f80_0000),
        ScalarType.Float64 => None<ulong>(bytes, 0x7ff0_0000_0000_0000),
        ScalarType.Float16 => None<ushort>(bytes, 0x7c00),
        ScalarType.BFloat16 => None<ushort>(bytes, 0x7f80),
        _ => true,
    };

    private static bool None<T>(ReadOnlySpan<byte> bytes, T ones) where T : unmanaged, IBinaryInteger<T>
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<T>>(bytes);
        var wanted = new Vector<T>(ones);
        foreach (var vector in vectors)
        {
            if (Vector.EqualsAny(vector & wanted, wanted))
            {
                return false;
            }
        }

        foreach (var number in MemoryMarshal.Cast<byte, T>(bytes[(vectors.Length * Vector<byte>.Count)..]))
        {
            if ((number & ones) == ones)
            {
                return false;
            }
        }

        return true;
    }
}
