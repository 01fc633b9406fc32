using System.Text;
using System.Text.Unicode;

namespace Workbench.Text.Files;

/// <summary>What every text file of a tokenizer must be: UTF-8 without a byte-order mark.</summary>
internal static class TextFile
{
    /// <exception cref="WorkbenchException">It begins with a byte-order mark or is not UTF-8; the message gives the place.</exception>
    internal static void RequireUtf8(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new WorkbenchException($"{file}: begins with a byte-order mark; expected UTF-8 without one");
        }

        if (!Utf8.IsValid(bytes))
        {
            throw new WorkbenchException($"{file}: is not UTF-8: invalid byte 0x{bytes[FirstInvalid(bytes)]:X2} at position {FirstInvalid(bytes)}");
        }
    }

    /// <summary>Its lines without their ends ("\n" or "\r\n"); nothing after the last end.</summary>
    internal static IEnumerable<string> Lines(string file, byte[] bytes)
    {
        RequireUtf8(file, bytes);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        return (lines[^1].Length == 0 ? lines.SkipLast(1) : lines).Select(line => line.EndsWith('\r') ? line[..^1] : line);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
