using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Data.Preferences;
using Workbench.Data.Raters;

namespace Workbench.Tests.Data.Preferences;

public sealed class PreferenceGeneratorTests
{
    private static readonly GoldScorer Gold = new();
    private static readonly RaterPanel Panel = new(9, gold: Gold);

    [Fact]
    public void Pairs_are_reproducible_and_fewer_are_the_beginning_of_more()
    {
        var pairs = PreferenceGenerator.Pairs(1, 50, Panel);
        Assert.Equal(pairs, PreferenceGenerator.Pairs(1, 60, new RaterPanel(9)).Take(50));
        Assert.Equal(50, pairs.Count);
        Assert.All(pairs, p => Assert.NotEqual(p.Chosen, p.Rejected));
    }

    [Fact]
    public void The_asked_for_share_of_replies_is_off_topic()
    {
        var replies = PreferenceGenerator.Pairs(2, 1_500, Panel).SelectMany(p => new[] { (p.Message, p.Chosen), (p.Message, p.Rejected) });
        Assert.Equal(0.15, replies.Average(r => Gold.Score(r.Message, r.Item2).OnTopic ? 0.0 : 1.0), 0.03);
        var none = PreferenceGenerator.Pairs(2, 200, Panel, new() { OffTopicShare = 0 });
        Assert.All(none, p => Assert.True(Gold.Score(p.Message, p.Chosen).OnTopic && Gold.Score(p.Message, p.Rejected).OnTopic));
    }

    [Fact]
    public void The_chosen_reply_is_better_on_average()
    {
        var pairs = PreferenceGenerator.Pairs(3, 500, Panel);
        Assert.True(pairs.Average(p => Gold.Score(p.Message, p.Chosen).Value) > pairs.Average(p => Gold.Score(p.Message, p.Rejected).Value) + 0.5);
    }

    [Fact]
    public void Where_everyone_judges_people_sometimes_disagree()
    {
        var pairs = PreferenceGenerator.Pairs(4, 60, Panel, new() { EveryoneJudges = true, Split = DataSplit.Test });
        Assert.Equal(300, pairs.Count);
        Assert.Equal(300, pairs.Select(p => p.Id).Distinct().Count());
        var verdicts = pairs.GroupBy(p => p.Pair).Select(g => g.Select(p => p.Chosen).Distinct().Count()).ToList();
        Assert.Equal(60, verdicts.Count);
        Assert.Contains(1, verdicts);
        Assert.Contains(2, verdicts);
    }

    [Fact]
    public void Ratings_form_a_matrix_with_gaps()
    {
        var rated = PreferenceGenerator.Ratings(5, 100, Panel);
        var (raters, matrix) = RatingSet.Matrix(rated);
        Assert.Equal(5, raters.Count);
        Assert.Equal((5, 100), (matrix.GetLength(0), matrix.GetLength(1)));
        for (var row = 0; row < 5; row++)
        {
            for (var column = 0; column < 100; column++)
            {
                var expected = rated[column].Ratings.TryGetValue(raters[row], out var rating) ? rating : double.NaN;
                Assert.Equal(expected, matrix[row, column]);
            }
        }

        Assert.Contains(matrix.Cast<double>(), double.IsNaN);
    }

    [Fact]
    public void Swapped_replies_come_from_other_topics()
    {
        string[] topics = ["exam", "dog", "exam", "job"];
        string[] replies = ["e1", "d", "e2", "j"];
        Assert.Equal(replies, OffTopicReplies.Swap(topics, replies, 0, new SeededRandom(1)));
        var swapped = OffTopicReplies.Swap(topics, replies, 1, new SeededRandom(1));
        Assert.All(swapped.Zip(topics), s => Assert.NotEqual(s.Second, topics[Array.IndexOf(replies, s.First)]));
        Assert.Equal(["a", "b"], OffTopicReplies.Swap(["x", "x"], ["a", "b"], 1, new SeededRandom(1)));
        Assert.Throws<ArgumentException>(() => OffTopicReplies.Swap(topics, ["a"], 1, new SeededRandom(1)));
    }
}
