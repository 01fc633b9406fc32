using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// tokenizer.json's "ByteLevel" decoder: spellings to bytes, all bytes together to text, invalid ones to U+FFFD (one for each maximal
/// part, as WHATWG and Rust do it). A token with any character outside the alphabet stands for its own UTF-8 bytes as a whole; Microsoft.ML.Tokenizers
/// decides that character by character, which is why this is not its BpeTokenizer.Decode.
/// </summary>
internal sealed class ByteLevelDecoder : IDecoder
{
    public List<string> Decode(List<string> tokens)
    {
        List<byte> bytes = [];
        foreach (var token in tokens)
        {
            var before = bytes.Count;
            foreach (var character in token)
            {
                if (ByteAlphabet.ByteOf(character) is not { } value)
                {
                    bytes.RemoveRange(before, bytes.Count - before);
                    bytes.AddRange(Encoding.UTF8.GetBytes(token));
                    break;
                }

                bytes.Add(value);
            }
        }

        return [Encoding.UTF8.GetString([.. bytes])];
    }
}
