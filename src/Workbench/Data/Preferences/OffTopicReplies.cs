namespace Workbench.Data.Preferences;

/// <summary>Makes some replies of a batch answer the wrong message, so that a reward model can learn relevance from pairs of them.</summary>
public static class OffTopicReplies
{
    /// <summary>Replaces some replies by replies to messages of other topics.</summary>
    /// <param name="topics">The topic of each message.</param>
    /// <param name="replies">The reply to each message.</param>
    /// <param name="share">Probability that a reply is replaced, from 0 to 1.</param>
    /// <param name="random">The source.</param>
    /// <returns>New replies in the same order; where all messages have one topic, the same ones.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static IReadOnlyList<string> Swap(
        IReadOnlyList<string> topics, IReadOnlyList<string> replies, double share, SeededRandom random)
    {
        if (topics.Count != replies.Count)
        {
            throw new ArgumentException($"Expected a topic for each reply, found {topics.Count} and {replies.Count}.", nameof(topics));
        }

        var indicesOfTopic = topics.Index().GroupBy(t => t.Item).ToDictionary(g => g.Key, g => g.Select(t => t.Index).ToHashSet());
        var swapped = new string[replies.Count];
        for (var i = 0; i < replies.Count; i++)
        {
            swapped[i] = replies[i];
            var own = indicesOfTopic[topics[i]];
            if (random.Chance(share) && own.Count < replies.Count)
            {
                int other;
                do
                {
                    other = random.NextInt(replies.Count);
                }
                while (own.Contains(other));
                swapped[i] = replies[other];
            }
        }

        return swapped;
    }
}
