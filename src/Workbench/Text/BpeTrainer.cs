using Workbench.Text.Files;
using Workbench.Text.Pipeline;

namespace Workbench.Text;

/// <summary>
/// Learns a byte-level BPE vocabulary (Sennrich et al. 2016; bytes and splitting rule of GPT-2): starting from the 256 bytes, the pair of
/// neighbouring tokens that occurs most often becomes a token, again and again. Pairs that occur equally often are taken in the order of
/// their ids, left token first, so the result depends on nothing but the texts and the options.
/// </summary>
public static class BpeTrainer
{
    /// <summary>Trains on texts. Special tokens that are written in them are cut out and not learnt from.</summary>
    /// <param name="texts">The texts; each is split into words by GPT-2's rule, and merges never cross words.</param>
    /// <param name="options">Size and special tokens.</param>
    /// <returns>The tokenizer, whose <see cref="PipelineTokenizer.Files"/> transformers' GPT2TokenizerFast reads too.</returns>
    /// <exception cref="WorkbenchException">An option is out of range.</exception>
    public static PipelineTokenizer Train(IEnumerable<string> texts, BpeTrainerOptions options)
    {
        options.Validate();
        var special = options.SpecialInOrder;
        List<string> tokens = [.. special, .. Enumerable.Range(0, 256).Select(b => ByteAlphabet.CharacterOf((byte)b).ToString()).Order(StringComparer.Ordinal)];
        Dictionary<string, int> ids = tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id);

        var words = new PairCounts();
        foreach (var (word, count) in CountWords(texts, special))
        {
            words.Add([.. ByteAlphabet.Spell(word).Select(character => ids[character.ToString()])], count);
        }

        List<(string, string)> merges = [];
        while (tokens.Count < options.VocabularySize && words.MostFrequent() is var (left, right, count) && count >= options.MinimumFrequency)
        {
            var token = tokens[left] + tokens[right];
            if (!ids.TryGetValue(token, out var id))
            {
                id = tokens.Count;
                ids.Add(token, id);
                tokens.Add(token);
            }

            merges.Add((tokens[left], tokens[right]));
            words.Merge(left, right, id);
        }

        return TokenizerFolder.Load(BpeFileWriter.Write(tokens, merges, options));
    }

    // In the order in which they first occur.
    private static IEnumerable<(string Word, long Count)> CountWords(IEnumerable<string> texts, IReadOnlyList<string> special)
    {
        var splitter = new AddedTokenSplitter(special.Select((token, id) => (token, new AddedToken(token, id))));
        Dictionary<string, int> index = [];
        var lookup = index.GetAlternateLookup<ReadOnlySpan<char>>();
        List<(string Word, long Count)> words = [];
        foreach (var text in texts)
        {
            foreach (var (part, token) in splitter.Split(AlignedText.Of(text)))
            {
                if (token is null)
                {
                    Count(part);
                }
            }
        }

        return words;

        void Count(Stretch part)
        {
            foreach (var (start, length) in CodePointRegex.Gpt2.Matches(part.Span))
            {
                var word = part.Span.Slice(start, length);
                if (lookup.TryGetValue(word, out var known))
                {
                    words[known] = words[known] with { Count = words[known].Count + 1 };
                }
                else
                {
                    lookup[word] = words.Count;
                    words.Add((word.ToString(), 1));
                }
            }
        }
    }
}
