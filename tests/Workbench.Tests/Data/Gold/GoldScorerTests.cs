using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Data.SupportConversations;

namespace Workbench.Tests.Data.Gold;

public sealed class GoldScorerTests
{
    private const string Message = "I failed the exam this morning. I feel sad.";
    private static readonly GoldScorer Scorer = new();

    private static readonly IReadOnlyList<(Conversation Conversation, GoldScore Score)> Generated =
        [.. SupportConversationGenerator.Generate(11, 20_000).Select(c => (c, Scorer.Score(c.Message, c.Reply)))];

    [Fact]
    public void Every_generated_reply_gets_the_tone_it_was_made_in() =>
        Assert.All(Generated, g => Assert.Equal(g.Conversation.Tone, g.Score.Tone));

    [Fact]
    public void Every_sentence_of_a_grammar_has_phrases_of_no_worse_tone()
    {
        foreach (var tone in Enum.GetValues<Tone>())
        {
            Assert.All(ReplyGrammar.Of(tone).Sentences(), sentence => Assert.Equal(tone, Scorer.Score(Message, sentence).Tone));
        }
    }

    [Fact]
    public void Every_generated_reply_is_on_topic_and_fluent() =>
        Assert.All(Generated, g => Assert.Equal(
            (0.25, 0, 0, 0, true), (g.Score.Relevance, g.Score.Fluency, g.Score.End, g.Score.Length, g.Score.OnTopic)));

    [Fact]
    public void The_tones_are_far_apart()
    {
        var mean = Generated.GroupBy(g => g.Conversation.Tone).ToDictionary(tone => tone.Key, tone => tone.Average(g => g.Score.Value));
        Assert.Equal(0.95, mean[Tone.Supportive], 0.02);
        Assert.Equal(0.25, mean[Tone.Neutral], 0.02);
        Assert.Equal(-0.55, mean[Tone.Dismissive], 0.02);
        Assert.Equal(-1.0, mean[Tone.Hostile], 0.02);
    }

    [Fact]
    public void Three_supportive_phrases_about_the_topic_are_perfect()
    {
        var score = Scorer.Score(Message, "I hear you. You deserve care while you deal with your exam. You matter more than you know.");
        Assert.Equal((1.0, 0.75, 0.25), (score.Value, score.Phrases, score.Relevance));
    }

    [Fact]
    public void The_same_phrase_counts_once()
    {
        var score = Scorer.Score(Message, "You are not alone. You are not alone. You are not alone.");
        Assert.Equal(0.25, score.Phrases);
        Assert.True(score.Repetition < -0.9, $"{score}");
    }

    [Fact]
    public void Another_topic_costs_what_the_right_one_would_earn()
    {
        Assert.Equal(-0.45, Scorer.Score(Message, "You asked about your dog.").Relevance, 12);
        Assert.Equal(-0.15, Scorer.Score(Message, "You may want to make a plan.").Relevance, 12);
        Assert.Equal(-0.05, Scorer.Score(Message, "You asked about your exam. You asked about your dog.").Relevance, 12);
    }

    [Fact]
    public void Word_salad_of_warm_words_scores_low()
    {
        var score = Scorer.Score(Message, "Sorry thank courage you matter hear sense gentle believe not alone care care care.");
        Assert.True(score.UnattestedShare > 0.5);
        Assert.True(score.Value < 0.1, $"{score}");
    }

    [Fact]
    public void A_reply_without_an_end_or_with_too_few_words_loses()
    {
        Assert.Equal(-0.25, Scorer.Score(Message, "You asked about your exam.", ended: false).End);
        Assert.Equal(-0.25, Scorer.Score(Message, "You asked about your").End);
        Assert.Equal(-0.4, Scorer.Score(Message, "You asked about your exam.").Length);
        Assert.Equal(0, Scorer.Score(Message, "I see. You asked about your exam.").Length);
        Assert.Equal(-0.8, Scorer.Score(Message, "").Value, 12);
    }

    [Fact]
    public void Contractions_and_letter_case_do_not_matter() =>
        Assert.Equal(
            Scorer.Score(Message, "I am here for you. It is okay to feel sad today about your exam.").Phrases,
            Scorer.Score(Message, "i'm HERE for you. It’s okay to feel sad today about your exam.").Phrases);

    [Fact]
    public void A_message_without_a_known_topic_asks_only_for_a_shared_word()
    {
        Assert.True(Scorer.Score("My garden flooded.", "I'm sorry this happened to your garden.").OnTopic);
        Assert.False(Scorer.Score("My garden flooded.", "I'm sorry this happened.").OnTopic);
        Assert.Equal(0.25, Scorer.Score("My garden flooded.", "Your dog and your garden.").Relevance);
    }

    [Fact]
    public void Texts_given_to_the_scorer_count_as_fluent()
    {
        const string reply = "Green ideas sleep furiously beside the old canal.";
        Assert.True(Scorer.Score(Message, reply).UnattestedShare > 0.8);
        Assert.Equal(0, new GoldScorer([reply]).Score(Message, reply).UnattestedShare);
    }
}
