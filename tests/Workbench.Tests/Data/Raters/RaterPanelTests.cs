using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Data.Raters;
using Workbench.Data.SupportConversations;

namespace Workbench.Tests.Data.Raters;

public sealed class RaterPanelTests
{
    private const string Message = "I failed the exam this morning. I feel sad.";
    private const string Plain = "I see. You asked about your exam. Let me know what you decide.";
    private const string Gushing = "Thank you, thank you. I'm sorry, so sorry. I hear you and I believe you about your exam. You are not alone.";

    private static readonly GoldScorer Gold = new();

    [Fact]
    public void The_same_seed_gives_the_same_people_and_answers_in_any_order()
    {
        var conversations = SupportConversationGenerator.Generate(1, 50);
        var first = new RaterPanel(4, gold: Gold);
        var second = new RaterPanel(4, gold: Gold);
        Assert.Equal(first.Raters.AsEnumerable(), second.Raters.AsEnumerable());
        Assert.Equal(
            conversations.Select(c => first.Rate(first.Raters[0], c.Message, c.Reply)),
            conversations.Reverse().Select(c => second.Rate(second.Raters[0], c.Message, c.Reply)).Reverse());
        Assert.NotEqual(first.Raters.AsEnumerable(), new RaterPanel(5, gold: Gold).Raters.AsEnumerable());
    }

    [Fact]
    public void Without_noise_and_bias_the_utility_is_the_gold_score()
    {
        var panel = new RaterPanel(1, RaterPanelOptions.Fair with { Noise = 0 }, Gold);
        Assert.All(SupportConversationGenerator.Generate(2, 100), c =>
            Assert.Equal(Gold.Score(c.Message, c.Reply).Value, panel.Utility(panel.Raters[0], c.Message, c.Reply)));
    }

    [Fact]
    public void Biased_people_overvalue_warm_and_long_replies()
    {
        var rater = new Rater("r", Severity: 0, WarmthBias: 0.5, LengthBias: 0.04, Noise: 0, MissingShare: 0);
        var panel = new RaterPanel(1, gold: Gold);
        // 13 words against the usual 18; no warm word.
        Assert.Equal(Gold.Score(Message, Plain).Value - 5 * 0.04, panel.Utility(rater, Message, Plain), 12);
        // thank, thank, sorry, sorry, hear, believe and alone in 23 words (contractions written out).
        Assert.Equal(Gold.Score(Message, Gushing).Value + 7 * 0.5 + 5 * 0.04, panel.Utility(rater, Message, Gushing), 12);
        Assert.True(panel.PrefersFirst(rater, Message, Gushing, Plain));
    }

    [Fact]
    public void Severity_lowers_ratings_and_leaves_pairs_alone()
    {
        var lenient = new Rater("r", Severity: 0, WarmthBias: 0, LengthBias: 0, Noise: 0, MissingShare: 0);
        var severe = lenient with { Severity = 1 };
        var panel = new RaterPanel(1, gold: Gold);
        Assert.Equal(4, panel.Rate(lenient, Message, Plain)); // 3.8 + 1.8 x 0.25 = 4.25
        Assert.Equal(3, panel.Rate(severe, Message, Plain));
        Assert.Equal(panel.Utility(lenient, Message, Plain), panel.Utility(severe, Message, Plain));
    }

    [Fact]
    public void Ratings_follow_the_tone_within_one_to_seven()
    {
        var panel = new RaterPanel(3, RaterPanelOptions.Fair, Gold);
        var ratings = SupportConversationGenerator.Generate(3, 2_000, new() { Tones = ToneMix.Even })
            .SelectMany(c => panel.Ratings(c.Message, c.Reply).Values.Select(rating => (c.Tone, Rating: rating))).ToList();
        Assert.All(ratings, r => Assert.InRange(r.Rating, 1, 7));
        var mean = ratings.GroupBy(r => r.Tone).ToDictionary(g => g.Key, g => g.Average(r => r.Rating));
        Assert.True(mean[Tone.Supportive] > mean[Tone.Neutral] + 0.8);
        Assert.True(mean[Tone.Neutral] > mean[Tone.Dismissive] + 0.8);
        Assert.True(mean[Tone.Dismissive] > mean[Tone.Hostile] + 0.5);
    }

    [Fact]
    public void Some_ratings_are_missing_as_often_as_the_person_leaves_them_out()
    {
        var panel = new RaterPanel(6, gold: Gold);
        var conversations = SupportConversationGenerator.Generate(4, 3_000);
        Assert.All(panel.Raters, rater =>
        {
            var missing = conversations.Count(c => panel.Rate(rater, c.Message, c.Reply) is null) / 3_000.0;
            Assert.Equal(rater.MissingShare, missing, 0.02);
        });
        Assert.Contains(panel.Raters, rater => rater.MissingShare > 0);
    }

    [Fact]
    public void Preferences_agree_with_gold_more_often_than_not_and_less_than_always()
    {
        var panel = new RaterPanel(7, gold: Gold);
        var conversations = SupportConversationGenerator.Generate(5, 2_000, new() { Tones = ToneMix.Even });
        var agree = 0;
        var all = 0;
        for (var i = 0; i + 1 < conversations.Count; i += 2)
        {
            var (a, b) = (conversations[i], conversations[i + 1]);
            var (goldA, goldB) = (Gold.Score(a.Message, a.Reply).Value, Gold.Score(a.Message, b.Reply).Value);
            if (goldA != goldB)
            {
                all++;
                agree += panel.PrefersFirst(panel.Raters[i / 2 % 5], a.Message, a.Reply, b.Reply) == goldA > goldB ? 1 : 0;
            }
        }

        Assert.InRange(agree / (double)all, 0.75, 0.97);
    }

    [Fact]
    public void Equal_replies_cannot_be_compared()
    {
        var panel = new RaterPanel(1, gold: Gold);
        Assert.Throws<ArgumentException>(() => panel.PrefersFirst(panel.Raters[0], Message, Plain, Plain));
    }

    [Fact]
    public void An_option_out_of_range_is_named()
    {
        Assert.Contains("Raters is 0", Assert.Throws<WorkbenchException>(() => new RaterPanel(1, new() { Raters = 0 }, Gold)).Message);
        Assert.Contains("MissingShare is 0.7", Assert.Throws<WorkbenchException>(() => new RaterPanel(1, new() { MissingShare = 0.7 }, Gold)).Message);
        Assert.Contains("Noise is -1", Assert.Throws<WorkbenchException>(() => new RaterPanel(1, new() { Noise = -1 }, Gold)).Message);
    }
}
