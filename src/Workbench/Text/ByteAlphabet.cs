using System.Text;

namespace Workbench.Text;

/// <summary>
/// GPT-2's 256 printable characters for the 256 bytes (Radford et al. 2019, encoder.py, bytes_to_unicode): bytes that print in Latin-1
/// stand for themselves, the others for U+0100 onwards in byte order. A space is U+0120.
/// </summary>
public static class ByteAlphabet
{
    private static readonly char[] Characters = MakeCharacters();
    private static readonly short[] Bytes = MakeBytes();

    /// <summary>The character of a byte.</summary>
    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>The byte of a character, or null where it is not in the alphabet.</summary>
    public static byte? ByteOf(char character) =>
        character < Bytes.Length && Bytes[character] >= 0 ? (byte)Bytes[character] : null;

    /// <summary>A text's UTF-8 bytes, spelt in the alphabet. A lone surrogate counts as U+FFFD.</summary>
    public static string Spell(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(bytes.Length, bytes, static (characters, bytes) =>
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                characters[i] = Characters[bytes[i]];
            }
        });
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

    private static short[] MakeBytes()
    {
        var bytes = new short[Characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var b = 0; b < 256; b++)
        {
            bytes[Characters[b]] = (short)b;
        }

        return bytes;
    }
}
