using Workbench.Data.Gold;
using Workbench.Data.Raters;
using Workbench.Experiments;

namespace Workbench.Tests.Experiments;

public sealed class RatingStudyTests
{
    private static readonly GoldScorer Gold = new();
    private static readonly string[] Messages = [.. Enumerable.Range(0, 60).Select(i => $"I failed the exam this morning. Message {i}.")];

    [Fact]
    public void Kinder_replies_are_rated_higher_and_more_raters_need_fewer_prompts()
    {
        var study = RatingStudy.Of(
            new RaterPanel(1, RaterPanelOptions.Biased with { MissingShare = 0 }), Messages,
            ("sft", Replies("I see. Information about your exam can be found online.")),
            ("ppo", Replies("I'm so sorry. You are not alone. We can talk about your exam together.")))!;

        Assert.True(study.Difference > 1, $"{study.Difference}");
        Assert.Equal((60, 5), (study.Prompts, study.Raters));
        foreach (var rows in study.Sizes.GroupBy(row => row.Difference))
        {
            Assert.Equal(rows.Select(row => row.Prompts).OrderDescending(), rows.Select(row => row.Prompts));
        }

        Assert.Contains("points", study.PlainSentence);
    }

    [Fact]
    public void Prompts_that_somebody_did_not_rate_are_left_out()
    {
        var study = RatingStudy.Of(new RaterPanel(1), Messages, ("a", Replies("I see.")), ("b", Replies("Okay, noted.")))!;

        Assert.InRange(study.Prompts, 2, Messages.Length - 1);
    }

    [Fact]
    public void Equal_replies_tell_nothing() =>
        Assert.Null(RatingStudy.Of(new RaterPanel(1), Messages, ("a", Replies("I see.")), ("b", Replies("I see."))));

    private static ReplyFacts[] Replies(string text) =>
        [.. Messages.Select(message => new ReplyFacts(text, true, [], Gold.Score(message, text), 0))];
}
