using System.Buffers.Binary;

namespace Workbench.Parity.Tests.Checkpoints;

/// <summary>Damages files: bits, bytes, whole numbers that mean lengths and places, ranges that vanish, repeat or come from another file.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly long[] Numbers =
    [
        0, 1, 2, 7, 8, 127, 128, 255, 256, 32_767, 65_535, 65_536, int.MaxValue - 1L, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 40,
        long.MaxValue / 8, long.MaxValue - 7, long.MaxValue, long.MinValue, -1, -8,
    ];

    private static readonly string[] Words =
        ["-1", "0", "1e3", "1.5", "9223372036854775807", "18446744073709551616", "null", "[", "]", "{", "}", "\"", ",", ":", "\\u0000", "F64", "BF16", "I8", "../"];

    /// <summary>One to four changes.</summary>
    /// <param name="good">The sound file.</param>
    /// <param name="hot">Where most of the changes go: the parts that describe the rest.</param>
    /// <param name="other">A file whose parts may be moved into this one.</param>
    public byte[] Damage(byte[] good, IReadOnlyList<Range> hot, byte[] other)
    {
        var bytes = good.ToArray();
        for (var i = random.Next(4); i >= 0; i--)
        {
            bytes = Change(bytes, hot, other);
        }

        return bytes;
    }

    private byte[] Change(byte[] bytes, IReadOnlyList<Range> hot, byte[] other)
    {
        if (bytes.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        var at = Place(bytes.Length, hot);
        var length = Math.Min(bytes.Length - at, 1 + random.Next(random.Next(8) == 0 ? 4096 : 16));
        switch (random.Next(12))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2 or 3:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 4 or 5:
                Span<byte> number = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(number, Numbers[random.Next(Numbers.Length)]);
                var width = Math.Min(1 << random.Next(4), bytes.Length - at);
                number[..width].CopyTo(bytes.AsSpan(at));
                return bytes;
            case 6:
                return bytes[..at];
            case 7:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 8:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 9:
                var from = random.Next(Math.Max(1, other.Length));
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + length)], .. bytes[(at + (random.Next(2) * length))..]];
            case 10:
                var word = System.Text.Encoding.ASCII.GetBytes(Words[random.Next(Words.Length)]);
                return [.. bytes[..at], .. word, .. bytes[(at + Math.Min(length, random.Next(3) * word.Length))..]];
            default:
                var to = Place(bytes.Length, hot);
                bytes.AsSpan(at, Math.Min(length, bytes.Length - to)).ToArray().CopyTo(bytes, to);
                return bytes;
        }
    }

    private int Place(int length, IReadOnlyList<Range> hot)
    {
        if (hot.Count > 0 && random.Next(5) > 0)
        {
            var range = hot[random.Next(hot.Count)];
            var (start, end) = (range.Start.Value, Math.Min(range.End.Value, length));
            if (start < end)
            {
                return random.Next(start, end);
            }
        }

        return random.Next(length);
    }
}
