using System.Text;
using Workbench.Text;

namespace Workbench.Data.SupportConversations;

/// <summary>
/// Writes help-seeking messages and replies in four tones from grammars and a seed: the same seed gives the same conversations on every
/// platform, and fewer of them are the beginning of more.
/// </summary>
public static class SupportConversationGenerator
{
    /// <summary>No generated reply has more words.</summary>
    public const int MaximumReplyWords = 24;

    /// <summary>No generated reply has fewer words.</summary>
    public const int MinimumReplyWords = 10;

    private const int DistinctAttempts = 50;

    /// <summary>Generates conversations; messages do not repeat, replies hardly ever do.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="count">How many.</param>
    /// <param name="options">Topics, tones and split; pre-training's where left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static IReadOnlyList<Conversation> Generate(ulong seed, int count, SupportConversationOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        options ??= SupportConversationOptions.Pretraining;
        var topics = options.Topics.Topics();
        var root = new SeededRandom(seed);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var conversations = new Conversation[count];
        for (var i = 0; i < count; i++)
        {
            var random = root.Split(i);
            var message = Distinct(() => DrawMessage(random, random.Pick(topics), options.Split), m => m.Text, seen);
            var tone = options.Tones.Draw(random);
            var reply = Distinct(() => DrawReply(random, tone, message.Noun, options.Split), r => r, seen);
            conversations[i] = new(
                $"generated-{seed}-{i}", message.Topic.Name, tone, message.Text, reply, options.Split, "generated");
        }

        return conversations;
    }

    /// <summary>Generates messages alone.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="count">How many.</param>
    /// <param name="topics">Which topics occur, evenly.</param>
    /// <param name="split">The split; see <see cref="SupportConversationOptions.Split"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static IReadOnlyList<Prompt> GeneratePrompts(ulong seed, int count, TopicSet topics, DataSplit split)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var root = new SeededRandom(seed);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var prompts = new Prompt[count];
        for (var i = 0; i < count; i++)
        {
            var random = root.Split(i);
            var message = Distinct(() => DrawMessage(random, random.Pick(topics.Topics()), split), m => m.Text, seen);
            prompts[i] = new($"generated-{seed}-{i}", message.Topic.Name, message.Text, message.Topic.HeldOut, split);
        }

        return prompts;
    }

    internal static SupportMessage DrawMessage(SeededRandom random, SupportTopic topic, DataSplit split)
    {
        while (true)
        {
            var message = MessageGrammar.Draw(random, topic);
            if (SplitOf(message.Core) == split)
            {
                return message;
            }
        }
    }

    internal static string DrawReply(SeededRandom random, Tone tone, Noun noun, DataSplit split)
    {
        while (true)
        {
            var reply = DrawReply(random, tone, noun);
            if (Words.Count(reply) is >= MinimumReplyWords and <= MaximumReplyWords && SplitOf(reply) == split)
            {
                return reply;
            }
        }
    }

    /// <summary>Eight texts in ten belong to the training split, one each to the others; the text alone decides.</summary>
    internal static DataSplit SplitOf(string text)
    {
        var hash = 0xCBF29CE484222325UL; // FNV-1a
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 0x100000001B3UL;
        }

        return new SeededRandom(hash).NextInt(10) switch
        {
            0 => DataSplit.Validation,
            1 => DataSplit.Test,
            _ => DataSplit.Train,
        };
    }

    private static string DrawReply(SeededRandom random, Tone tone, Noun noun)
    {
        var grammar = ReplyGrammar.Of(tone);
        var openings = PickDistinct(random, grammar.Openings, tone == Tone.Supportive && random.Chance(0.4) ? 2 : 1);
        var topic = random.Pick(grammar.Topics);
        while (!topic.Suits(noun))
        {
            topic = random.Pick(grammar.Topics);
        }

        var closings = PickDistinct(random, grammar.Closings, random.PickWeighted([0.15, 0.5, 0.35]));
        var topicFirst = tone != Tone.Neutral && random.Chance(0.15); // "I see." reads badly in second place
        var body = topicFirst ? [topic, .. openings] : openings.Append(topic);
        return string.Join(' ', body.Concat(closings).Select(template => template.Draw(random, noun)));
    }

    private static IReadOnlyList<Template> PickDistinct(SeededRandom random, IReadOnlyList<Template> templates, int count)
    {
        var picked = new List<Template>(count);
        while (picked.Count < count)
        {
            var template = random.Pick(templates);
            if (!picked.Contains(template))
            {
                picked.Add(template);
            }
        }

        return picked;
    }

    private static T Distinct<T>(Func<T> draw, Func<T, string> text, HashSet<string> seen)
    {
        var drawn = draw();
        for (var attempt = 1; attempt < DistinctAttempts && !seen.Add(text(drawn)); attempt++)
        {
            drawn = draw();
        }

        return drawn;
    }
}
