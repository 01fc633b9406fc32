using System.Text;

namespace Workbench.Text.Files;

/// <summary>Reads protocol buffer messages field by field: number, and the value or the bytes.</summary>
internal static class ProtobufReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The message is cut off or uses a wire type that is not known.</exception>
    internal static IEnumerable<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message.Span, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return (number, Varint(message.Span, ref at), default);
                    break;
                case 1:
                    yield return (number, 0, Take(message, ref at, 8));
                    break;
                case 2:
                    var length = Varint(message.Span, ref at);
                    yield return (number, 0, Take(message, ref at, length));
                    break;
                case 5:
                    yield return (number, 0, Take(message, ref at, 4));
                    break;
                default:
                    throw new FormatException($"unknown wire type {key & 7} at byte {at}");
            }
        }
    }

    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    internal static string Text(ReadOnlyMemory<byte> bytes) => Strict.GetString(bytes.Span);

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, ulong length)
    {
        if (length > (ulong)(message.Length - at))
        {
            throw new FormatException($"a field of {length} bytes at byte {at} goes beyond the end");
        }

        at += (int)length;
        return message.Slice(at - (int)length, (int)length);
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= message.Length)
            {
                throw new FormatException($"a number is cut off at byte {at}");
            }

            value |= (ulong)(message[at] & 0x7F) << shift;
            if ((message[at++] & 0x80) == 0)
            {
                return value;
            }
        }

        throw new FormatException($"a number of more than 64 bits at byte {at}");
    }
}
