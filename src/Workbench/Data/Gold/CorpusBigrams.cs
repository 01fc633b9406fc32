using Workbench.Data.SupportConversations;
using Workbench.Text;

namespace Workbench.Data.Gold;

/// <summary>Every pair of neighbouring words that the reply grammars can write, in all tones and topics, sentence ends included.</summary>
internal static class CorpusBigrams
{
    /// <summary>Collects them.</summary>
    /// <param name="alsoAttested">Further texts whose pairs count too.</param>
    public static AttestedBigrams<string> Of(params IEnumerable<string> alsoAttested)
    {
        var all = new HashSet<(string, string)>();
        var starts = new HashSet<string>();
        var ends = new HashSet<string>();
        foreach (var tone in Enum.GetValues<Tone>())
        {
            foreach (var sentence in ReplyGrammar.Of(tone).Sentences().Distinct())
            {
                var words = GoldWords.Of(sentence);
                all.UnionWith(words.Zip(words.Skip(1)));
                starts.Add(words[0]);
                ends.Add(words[^1]);
            }
        }

        all.UnionWith(from end in ends from start in starts select (end, start));
        foreach (var text in alsoAttested)
        {
            var words = GoldWords.Of(text);
            all.UnionWith(words.Zip(words.Skip(1)));
        }

        return new AttestedBigrams<string>(all);
    }
}
