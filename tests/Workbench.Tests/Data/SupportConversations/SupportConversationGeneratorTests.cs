using Workbench.Data;
using Workbench.Data.SupportConversations;
using Workbench.Text;

namespace Workbench.Tests.Data.SupportConversations;

public sealed class SupportConversationGeneratorTests
{
    private static readonly IReadOnlyList<Conversation> Many = SupportConversationGenerator.Generate(1, 20_000);

    [Fact]
    public void The_same_seed_gives_the_same_conversations_and_another_seed_others()
    {
        Assert.Equal(Many.Take(200), SupportConversationGenerator.Generate(1, 200));
        Assert.Empty(Many.Take(200).Select(c => c.Message).Intersect(SupportConversationGenerator.Generate(2, 200).Select(c => c.Message)));
    }

    [Fact]
    public void The_first_conversation_of_seed_zero_is_the_same_on_every_platform()
    {
        var first = SupportConversationGenerator.Generate(0, 1)[0];
        Assert.Equal(("generated-0-0", FirstMessage, FirstReply), (first.Id, first.Message, first.Reply));
    }

    [Fact]
    public void Twenty_thousand_conversations_are_distinct()
    {
        Assert.Equal(20_000, Many.Select(c => c.Message).Distinct().Count());
        Assert.Equal(20_000, Many.Select(c => c.Reply).Distinct().Count());
    }

    [Fact]
    public void Messages_and_replies_keep_their_lengths()
    {
        Assert.All(Many, c =>
        {
            Assert.InRange(Words.Count(c.Message), 5, MessageGrammar.MaximumWords);
            Assert.InRange(Words.Count(c.Reply), SupportConversationGenerator.MinimumReplyWords, SupportConversationGenerator.MaximumReplyWords);
        });
        Assert.True(Many.Count(c => Words.Count(c.Reply) >= 12) > 18_500);
    }

    [Fact]
    public void Tones_come_in_the_shares_asked_for()
    {
        var share = Many.GroupBy(c => c.Tone).ToDictionary(g => g.Key, g => g.Count() / 20_000.0);
        Assert.Equal(0.35, share[Tone.Supportive], 0.015);
        Assert.Equal(0.25, share[Tone.Neutral], 0.015);
        Assert.Equal(0.20, share[Tone.Dismissive], 0.015);
        Assert.Equal(0.20, share[Tone.Hostile], 0.015);
    }

    [Fact]
    public void Texts_are_written_as_people_write()
    {
        Assert.All(Many.SelectMany(c => new[] { c.Message, c.Reply }), text =>
        {
            Assert.Matches("^[A-Z]", text);
            Assert.Matches("[.?]$", text);
            Assert.DoesNotMatch("  | [.,?]|[.?] [a-z]|[(){}|]|\\bi\\b", text);
            Assert.DoesNotMatch("\\b[Aa] [aeiou]|\\b[Aa]n [^aeiou]", text);
        });
    }

    [Fact]
    public void Every_reply_names_a_noun_of_its_topic_and_of_no_other()
    {
        var nouns = SupportTopics.All.ToDictionary(t => t.Name, t => t.Nouns.Select(n => n.Text).ToHashSet());
        Assert.All(Many, c =>
        {
            var words = c.Reply.ToLowerInvariant().Split(' ', '.', ',', '?').ToHashSet();
            Assert.True(words.Overlaps(nouns[c.Topic]), c.Reply);
            Assert.All(nouns.Where(n => n.Key != c.Topic), other => Assert.False(words.Overlaps(other.Value), c.Reply));
        });
    }

    [Fact]
    public void Splits_share_neither_messages_nor_replies()
    {
        var texts = Enum.GetValues<DataSplit>().Select(split =>
        {
            var conversations = SupportConversationGenerator.Generate(3, 4_000, new() { Split = split });
            Assert.All(conversations, c => Assert.Equal(split, c.Split));
            return conversations.SelectMany(c => new[] { c.Message, c.Reply }).ToHashSet();
        }).ToList();
        Assert.Empty(texts[0].Intersect(texts[1]));
        Assert.Empty(texts[0].Intersect(texts[2]));
        Assert.Empty(texts[1].Intersect(texts[2]));
    }

    [Fact]
    public void Splits_do_not_share_what_happened_together_with_the_feeling_sentence()
    {
        var random = new SeededRandom(4);
        var splitOfCore = new Dictionary<string, DataSplit>();
        for (var i = 0; i < 10_000; i++)
        {
            var split = (DataSplit)random.NextInt(3);
            var message = SupportConversationGenerator.DrawMessage(random, random.Pick(SupportTopics.All), split);
            Assert.All(message.Core.Split('|'), part => Assert.Contains(part, message.Text, StringComparison.OrdinalIgnoreCase));
            Assert.True(splitOfCore.TryAdd(message.Core, split) || splitOfCore[message.Core] == split, message.Text);
        }
    }

    [Fact]
    public void Demonstrations_never_touch_a_held_out_topic()
    {
        var held = SupportTopics.HeldOutTopics.Select(t => t.Name).ToHashSet();
        Assert.Equal(4, held.Count);
        Assert.True(SupportTopics.All.Length >= 15);
        Assert.DoesNotContain(SupportConversationGenerator.Generate(5, 2_000, SupportConversationOptions.Demonstrations), c => held.Contains(c.Topic));
        Assert.Equal(held, SupportConversationGenerator.GeneratePrompts(5, 200, TopicSet.HeldOut, DataSplit.Test).Select(p => p.Topic).ToHashSet());
    }

    [Fact]
    public void No_template_uses_the_noun_of_a_topic_as_a_plain_word()
    {
        var nouns = SupportTopics.All.SelectMany(t => t.Nouns).Select(n => n.Text).ToHashSet();
        Assert.Equal(SupportTopics.All.Sum(t => t.Nouns.Length), nouns.Count);
        foreach (var tone in Enum.GetValues<Tone>())
        {
            var grammar = ReplyGrammar.Of(tone);
            Assert.All(grammar.Openings.Concat(grammar.Topics).Concat(grammar.Closings), template =>
                Assert.Empty(template.Pattern.Split(' ', '.', ',', '?', '(', ')', '|').Intersect(nouns)));
        }
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SupportConversationGenerator.Generate(0, -1));

    private const string FirstMessage = "My grades dropped again this year, and I keep blaming myself. Right now I just feel stuck.";
    private const string FirstReply = "I'm so glad you reached out. Your grades do not decide your worth. I believe in you.";
}
