using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>log sum_v exp z_v of rows that lie in a processor's memory: they are read once and nothing of their size is written.</summary>
/// <remarks>
/// The exponentials are taken of z - s, with s the largest number of the first block; s moves up where a later number is so much larger that float32
/// could overflow. As in torch, a row with NaN or plus infinity gives NaN, and one of nothing but minus infinity gives minus infinity.
/// </remarks>
internal static class LogSumExp
{
    // A block's sum is kept in float32, that of the blocks in float64.
    private const int Block = 2048;

    // exp(40) of 2048 numbers is far from float32's largest.
    private const float Headroom = 40;

    /// <summary>Whether rows can be read so: float32, contiguous, on a CPU.</summary>
    public static bool Reads(Tensor rows) => rows.device_type == DeviceType.CPU && rows.dtype == ScalarType.Float32 && rows.is_contiguous();

    /// <summary>Of each row, on as many threads as libtorch uses; the bits do not depend on how many.</summary>
    /// <param name="rows">What <see cref="Reads"/> accepts, [N, V].</param>
    /// <param name="temperature">z = rows / temperature; above 0.</param>
    /// <param name="atATime">How many rows a thread takes at a time.</param>
    /// <returns>float64 [N], without gradient.</returns>
    public static Tensor OfRows(Tensor rows, double temperature, long atATime)
    {
        var (count, width) = (rows.shape[0], (int)rows.shape[1]);
        var found = new double[count];
        void Take(long piece)
        {
            var (start, length) = (piece * atATime, Math.Min(atATime, count - piece * atATime));
            using var own = rows.narrow(0, start, length);
            var numbers = MemoryMarshal.Cast<byte, float>(own.bytes);
            for (var row = 0; row < length; row++)
            {
                found[start + row] = Of(numbers.Slice(row * width, width), (float)temperature);
            }
        }

        var (pieces, threads) = ((count + atATime - 1) / atATime, get_num_threads());
        if (threads == 1)
        {
            for (var piece = 0L; piece < pieces; piece++)
            {
                Take(piece);
            }
        }
        else
        {
            Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, Take);
        }

        return tensor(found);
    }

    /// <summary>Of one row.</summary>
    public static double Of(ReadOnlySpan<float> row, float temperature)
    {
        scoped ReadOnlySpan<float> block;
        Span<float> scaled = stackalloc float[Block];
        var (shift, sum) = (0f, 0.0);
        for (var start = 0; start < row.Length; start += Block)
        {
            block = row.Slice(start, Math.Min(Block, row.Length - start));
            if (temperature != 1)
            {
                Divide(block, temperature, scaled);
                block = scaled[..block.Length];
            }

            if (sum == 0)
            {
                var first = Sum(block, 0).Largest;
                shift = float.IsNegativeInfinity(first) ? 0 : first;
            }

            var (part, largest) = Sum(block, shift);
            if (largest - shift > Headroom)
            {
                sum *= Math.Exp((double)shift - largest);
                shift = largest;
                part = Sum(block, shift).Exponentials;
            }

            sum += part;
        }

        return shift + Math.Log(sum);
    }

    // sum exp(z - shift), and the largest z.
    private static (double Exponentials, float Largest) Sum(ReadOnlySpan<float> block, float shift)
    {
        var (from, barred) = (new Vector<float>(shift), new Vector<float>(float.NegativeInfinity));
        var (sums, most) = (Vector<float>.Zero, barred);
        ref var numbers = ref MemoryMarshal.GetReference(block);
        var at = 0;
        for (; at <= block.Length - (2 * Vector<float>.Count); at += 2 * Vector<float>.Count)
        {
            var (a, b) = (Vector.LoadUnsafe(ref numbers, (nuint)at), Vector.LoadUnsafe(ref numbers, (nuint)(at + Vector<float>.Count)));
            most = Vector.MaxNative(most, Vector.MaxNative(a, b));
            var (left, right) = Exp(a - from, b - from);
            sums += left + right;
        }

        if (at < block.Length)
        {
            Span<float> rest = stackalloc float[2 * Vector<float>.Count];
            rest.Fill(float.NegativeInfinity);
            block[at..].CopyTo(rest);
            var (a, b) = (new Vector<float>(rest), new Vector<float>(rest[Vector<float>.Count..]));
            most = Vector.MaxNative(most, Vector.MaxNative(a, b));
            var (left, right) = Exp(a - from, b - from);
            sums += left + right;
        }

        var largest = most[0];
        for (var lane = 1; lane < Vector<float>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        return (Vector.Sum(sums), largest);
    }

    // e^x = 2^(n + f) with an integer n and |f| <= 1/2, and 2^f the polynomial of degree 5 with the least relative error, 1e-7; 0 below -87, up to 87.
    // Two at a time, line by line: a processor waits for one while it works on the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Left, Vector<float> Right) Exp(Vector<float> x, Vector<float> y)
    {
        // Adding 1.5 2^23 rounds to an integer, which then stands in the last bits.
        var (rounding, log2e) = (new Vector<float>(12582912f), new Vector<float>(1.44269504088896341f));
        var (n, m) = (Vector.MultiplyAddEstimate(x, log2e, rounding), Vector.MultiplyAddEstimate(y, log2e, rounding));
        var (f, g) = (Vector.MultiplyAddEstimate(x, log2e, rounding - n), Vector.MultiplyAddEstimate(y, log2e, rounding - m));
        var (p, q) = (new Vector<float>(1.326472731e-3f), new Vector<float>(1.326472731e-3f));
        (p, q) = Next(p, q, f, g, 9.671512991e-3f);
        (p, q) = Next(p, q, f, g, 5.550733581e-2f);
        (p, q) = Next(p, q, f, g, 2.402224243e-1f);
        (p, q) = Next(p, q, f, g, 6.931470037e-1f);
        (p, q) = Next(p, q, f, g, 1);
        return (Scaled(p, n, x), Scaled(q, m, y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> P, Vector<float> Q) Next(Vector<float> p, Vector<float> q, Vector<float> f, Vector<float> g, float coefficient) =>
        (Vector.MultiplyAddEstimate(p, f, new Vector<float>(coefficient)), Vector.MultiplyAddEstimate(q, g, new Vector<float>(coefficient)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Scaled(Vector<float> p, Vector<float> rounded, Vector<float> x)
    {
        var power = Vector.AsVectorInt32(p) + (Vector.AsVectorInt32(rounded) << 23);
        return Vector.AsVectorSingle(Vector.AndNot(power, Vector.LessThan(x, new Vector<float>(-87f))));
    }

    private static void Divide(ReadOnlySpan<float> block, float by, Span<float> quotients)
    {
        var at = 0;
        for (; at <= block.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            (new Vector<float>(block[at..]) / by).CopyTo(quotients[at..]);
        }

        for (; at < block.Length; at++)
        {
            quotients[at] = block[at] / by;
        }
    }
}
