using Workbench.Data.Raters;
using Workbench.Data.SupportConversations;

namespace Workbench.Data.Preferences;

/// <summary>Draws messages with replies and has a panel of simulated people judge them.</summary>
public static class PreferenceGenerator
{
    /// <summary>Pairs of replies and who preferred which.</summary>
    /// <param name="seed">Decides messages and replies.</param>
    /// <param name="pairs">Number of pairs; of each there is one judgement, or one for each person.</param>
    /// <param name="panel">The people.</param>
    /// <param name="options">Tones, topics and split.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of pairs is negative.</exception>
    public static IReadOnlyList<Preference> Pairs(ulong seed, int pairs, RaterPanel panel, PreferenceOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        options ??= new();
        var root = new SeededRandom(seed).Split("pairs");
        var preferences = new List<Preference>(pairs);
        for (var i = 0; i < pairs; i++)
        {
            var random = root.Split(i);
            var message = DrawMessage(random, options);
            var first = DrawReply(random, message, options);
            var second = DrawReply(random, message, options);
            while (first == second)
            {
                second = DrawReply(random, message, options);
            }

            var pair = $"pair-{seed}-{i}";
            foreach (var rater in options.EveryoneJudges ? panel.Raters : [random.Pick(panel.Raters)])
            {
                var (chosen, rejected) = panel.PrefersFirst(rater, message.Text, first, second) ? (first, second) : (second, first);
                preferences.Add(new($"{pair}-{rater.Id}", pair, message.Topic.Name, message.Text, chosen, rejected, rater.Id, options.Split));
            }
        }

        return preferences;
    }

    /// <summary>Replies rated by everyone; items that nobody rated are drawn again.</summary>
    /// <param name="seed">Decides messages and replies.</param>
    /// <param name="items">Number of replies.</param>
    /// <param name="panel">The people.</param>
    /// <param name="options">Tones, topics and split.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of items is negative.</exception>
    public static IReadOnlyList<RatedReply> Ratings(ulong seed, int items, RaterPanel panel, PreferenceOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        options ??= new();
        var root = new SeededRandom(seed).Split("ratings");
        var rated = new RatedReply[items];
        for (var i = 0; i < items; i++)
        {
            var random = root.Split(i);
            do
            {
                var message = DrawMessage(random, options);
                var reply = DrawReply(random, message, options);
                rated[i] = new(
                    $"item-{seed}-{i}", message.Topic.Name, message.Text, reply, panel.Ratings(message.Text, reply), options.Split);
            }
            while (rated[i].Ratings.Count == 0);
        }

        return rated;
    }

    private static SupportMessage DrawMessage(SeededRandom random, PreferenceOptions options) =>
        SupportConversationGenerator.DrawMessage(random, random.Pick(options.Topics.Topics()), options.Split);

    private static string DrawReply(SeededRandom random, SupportMessage message, PreferenceOptions options)
    {
        var tone = options.Tones.Draw(random);
        var noun = message.Noun;
        if (random.Chance(options.OffTopicShare))
        {
            noun = random.Pick([.. options.Topics.Topics().Where(topic => topic != message.Topic).SelectMany(topic => topic.Nouns)]);
        }

        return SupportConversationGenerator.DrawReply(random, tone, noun, options.Split);
    }
}
