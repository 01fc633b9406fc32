using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// GPT-2's 256 printable characters for the 256 bytes: bytes that print as Latin-1 stand for themselves, the others
/// (controls, space, 0x7F-0xA0, 0xAD) for U+0100 onwards in byte order.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = MakeCharacters();
    private static readonly Dictionary<char, byte> Bytes = Characters.Select((c, b) => (c, b)).ToDictionary(p => p.c, p => (byte)p.b);

    /// <summary>
    /// Spells a text in the alphabet. <paramref name="origin"/> gets the index of the UTF-16 unit that each character came from
    /// (the first one of a surrogate pair). A lone surrogate gives the three bytes of its own code.
    /// </summary>
    internal static int Spell(ReadOnlySpan<char> text, Span<char> spelling, Span<int> origin)
    {
        var length = 0;
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            int count;
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    count = new Rune(text[i], text[i + 1]).EncodeToUtf8(utf8);
                    i++;
                }
                else
                {
                    utf8[0] = (byte)(0xE0 | (text[i] >> 12));
                    utf8[1] = (byte)(0x80 | ((text[i] >> 6) & 0x3F));
                    utf8[2] = (byte)(0x80 | (text[i] & 0x3F));
                    count = 3;
                }
            }
            else
            {
                count = new Rune(text[i]).EncodeToUtf8(utf8);
            }

            for (var b = 0; b < count; b++)
            {
                spelling[length] = Characters[utf8[b]];
                origin[length++] = start;
            }
        }

        return length;
    }

    /// <summary>Appends the bytes of a spelling; a character outside the alphabet gives its own UTF-8 bytes.</summary>
    internal static void AppendBytes(ReadOnlySpan<char> spelling, List<byte> bytes)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < spelling.Length; i++)
        {
            if (Bytes.TryGetValue(spelling[i], out var value))
            {
                bytes.Add(value);
                continue;
            }

            Rune.DecodeFromUtf16(spelling[i..], out var rune, out var consumed);
            bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            i += consumed - 1;
        }
    }

    private static char[] MakeCharacters()
    {
        var characters = new char[256];
        var next = (char)256;
        for (var b = 0; b < 256; b++)
        {
            var prints = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            characters[b] = prints ? (char)b : next++;
        }

        return characters;
    }
}
