using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// tokenizer.json's "Precompiled": the character map of a SentencePiece model. It is a double-array trie (Aoe 1989, as in darts-clone)
/// over UTF-8 bytes, whose values are places in a table of replacements that end with a zero byte. As Hugging Face's tokenizers use it: a
/// grapheme cluster of fewer than six bytes is looked up as a whole, where the shortest key that begins it wins; else each of its
/// characters for itself.
/// </summary>
internal sealed class PrecompiledNormalizer : INormalizer
{
    private const int LongestCluster = 6;

    private readonly uint[] _trie;
    private readonly byte[] _replacements;

    /// <summary>Reads a character map: the trie's length in bytes, the trie, the replacements.</summary>
    /// <exception cref="FormatException">The lengths do not fit, or the replacements are not UTF-8.</exception>
    internal PrecompiledNormalizer(ReadOnlySpan<byte> map)
    {
        if (map.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(map) is var size && (size > map.Length - 4 || size % 4 != 0 || size == 0))
        {
            throw new FormatException("the character map is shorter than it says");
        }

        _trie = new uint[BinaryPrimitives.ReadUInt32LittleEndian(map) / 4];
        for (var i = 0; i < _trie.Length; i++)
        {
            _trie[i] = BinaryPrimitives.ReadUInt32LittleEndian(map[(4 + (4 * i))..]);
        }

        _replacements = map[(4 + (4 * _trie.Length))..].ToArray();
        if (!System.Text.Unicode.Utf8.IsValid(_replacements))
        {
            throw new FormatException("the character map's replacements are not UTF-8");
        }
    }

    public Stretch Normalize(Stretch text)
    {
        List<(Rune, int)> changes = new(text.Length);
        var changed = false;
        Span<byte> utf8 = stackalloc byte[LongestCluster];
        for (int i = 0, length; i < text.Length; i += length)
        {
            length = StringInfo.GetNextTextElementLength(text.Span[i..]);
            var cluster = text.Span.Slice(i, length);
            if (Encoding.UTF8.GetByteCount(cluster) < LongestCluster && Find(utf8[..Encoding.UTF8.GetBytes(cluster, utf8)]) is { } whole)
            {
                Replace(cluster, whole);
                continue;
            }

            foreach (var rune in cluster.EnumerateRunes())
            {
                if (Find(utf8[..rune.EncodeToUtf8(utf8)]) is { } single)
                {
                    Replace(rune.ToString(), single);
                }
                else
                {
                    changes.Add((rune, 0));
                }
            }
        }

        return changed ? AlignedChanges.Apply(text, changes) : text;

        // The last of the new characters bears the difference in number.
        void Replace(ReadOnlySpan<char> old, string with)
        {
            changed = true;
            var difference = -Count(old);
            foreach (var rune in with.EnumerateRunes())
            {
                difference++;
                changes.Add((rune, difference > 0 ? 1 : 0));
            }

            if (difference < 0 && changes.Count > 0)
            {
                changes[^1] = (changes[^1].Item1, changes[^1].Item2 + difference);
            }
        }
    }

    private static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    // The replacement of the shortest key that the bytes begin with.
    private string? Find(ReadOnlySpan<byte> key)
    {
        var node = Offset(_trie[0]);
        foreach (var value in key)
        {
            node ^= value;
            if (value == 0 || node >= _trie.Length || (_trie[node] & 0x800000FF) != value)
            {
                return null;
            }

            var hasLeaf = ((_trie[node] >> 8) & 1) == 1;
            node ^= Offset(_trie[node]);
            if (hasLeaf && node < _trie.Length)
            {
                var start = (int)Math.Min(_trie[node] & 0x7FFFFFFF, (uint)_replacements.Length);
                var length = _replacements.AsSpan(start).IndexOf((byte)0);
                return Encoding.UTF8.GetString(length < 0 ? _replacements.AsSpan(start) : _replacements.AsSpan(start, length));
            }
        }

        return null;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);
}
