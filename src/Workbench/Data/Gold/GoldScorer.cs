using System.Collections.Immutable;
using Workbench.Data.SupportConversations;
using Workbench.Text;

namespace Workbench.Data.Gold;

/// <summary>
/// Scores replies by the rules that the generated corpus follows. It is what the simulated raters perceive and what an evaluation measures;
/// nothing that trains may call it, or the experiment would learn from its own answer sheet.
/// </summary>
/// <remarks>
/// It judges text like the corpus's. Free text has many bigrams that the grammars never write and so loses up to 0.6; pass such texts to the
/// constructor to attest them.
/// </remarks>
public sealed class GoldScorer
{
    private static readonly ImmutableArray<(string Topic, ImmutableArray<string> Nouns)> Topics =
        [.. SupportTopics.All.Select(t => (t.Name, t.Nouns.Select(n => $" {n.Text} ").ToImmutableArray()))];

    private readonly AttestedBigrams<string> attested;

    /// <summary>Prepares the scorer (some tens of milliseconds).</summary>
    /// <param name="alsoAttested">Texts whose bigrams count as fluent besides those of the grammars.</param>
    public GoldScorer(IEnumerable<string>? alsoAttested = null) => attested = CorpusBigrams.Of(alsoAttested ?? []);

    /// <summary>Scores a reply to a message.</summary>
    /// <param name="message">What the person wrote; its topic is read from the topic nouns in it.</param>
    /// <param name="reply">The reply; may be empty.</param>
    /// <param name="ended">Whether the reply ended by itself rather than at the length limit.</param>
    /// <remarks>
    /// Where the message names none of the corpus's topics, a reply that shares a word of four letters or more with it is on topic,
    /// and no other topic is wrong.
    /// </remarks>
    public GoldScore Score(string message, string reply, bool ended = true)
    {
        var words = GoldWords.Of(reply);
        var spaced = Spaced(words);
        var (supportive, dismissive, hostile) =
            (ToneLexicon.Supportive.Count(spaced), ToneLexicon.Dismissive.Count(spaced), ToneLexicon.Hostile.Count(spaced));
        var phrases = 0.25 * Math.Min(supportive, 3) - 0.4 * Math.Min(dismissive, 2) - 0.7 * Math.Min(hostile, 2);
        var (onTopic, otherTopic) = Relevance(GoldWords.Of(message), words, spaced);
        var relevance = (onTopic ? 0.25 : -0.15) - (otherTopic ? 0.3 : 0);
        var (repeated, unattested) = (RepeatedShare(words), UnattestedShare(words));
        var repetition = -Math.Min(1, 2 * Math.Max(0, repeated - 0.05));
        var fluency = -Math.Min(0.6, 2 * Math.Max(0, unattested - 0.03));
        var end = ended && words is [.., "." or "?" or "!"] ? 0 : -0.25;
        var length = words.Count(word => !GoldWords.IsPunctuation(word)) < 6 ? -0.4 : 0;
        return new(
            Math.Clamp(phrases + relevance + repetition + fluency + end + length, -1, 1),
            hostile > 0 ? Tone.Hostile : dismissive > 0 ? Tone.Dismissive : supportive > 0 ? Tone.Supportive : Tone.Neutral,
            phrases, relevance, repetition, fluency, end, length, onTopic, repeated, unattested);
    }

    /// <summary>Share of a text's bigrams that occurred before in it, in [0, 1).</summary>
    public static double RepeatedShare(string text) => RepeatedShare(GoldWords.Of(text));

    private static (bool OnTopic, bool OtherTopic) Relevance(List<string> message, List<string> reply, string spacedReply)
    {
        var spacedMessage = Spaced(message);
        var known = Topics.Where(t => Names(t.Nouns, spacedMessage)).Select(t => t.Topic).ToList();
        if (known.Count == 0)
        {
            return (reply.Any(word => word.Length >= 4 && message.Contains(word)), false);
        }

        var named = Topics.Where(t => Names(t.Nouns, spacedReply)).Select(t => t.Topic).ToList();
        return (named.Any(known.Contains), named.Any(topic => !known.Contains(topic)));
    }

    private static bool Names(ImmutableArray<string> nouns, string spaced) =>
        nouns.Any(noun => spaced.Contains(noun, StringComparison.Ordinal));

    private static double RepeatedShare(List<string> words)
    {
        var seen = new HashSet<(string, string)>();
        return ShareOfBigrams(words, (first, second) => !seen.Add((first, second)));
    }

    private double UnattestedShare(List<string> words) => ShareOfBigrams(words, (first, second) => !attested.Contains(first, second));

    private static double ShareOfBigrams(List<string> words, Func<string, string, bool> counts) =>
        words.Count < 2 ? 0 : (double)words.Zip(words.Skip(1)).Count(pair => counts(pair.First, pair.Second)) / (words.Count - 1);

    private static string Spaced(List<string> words) => $" {string.Join(' ', words)} ";
}
