using Workbench.Evaluation.TextMetrics;
using Workbench.Text;

namespace Workbench.Tests.Evaluation.TextMetrics;

public sealed class ReplyReportTests
{
    private static readonly AttestedBigrams<string> Corpus = new([Words("i am sorry to hear this"), Words("that sounds hard")]);

    [Fact]
    public void A_bigram_is_attested_only_in_its_order_and_within_one_text()
    {
        Assert.True(Corpus.Contains("am", "sorry"));
        Assert.False(Corpus.Contains("sorry", "am"));
        Assert.False(Corpus.Contains("this", "that"));
        Assert.Equal(7, Corpus.Count);
    }

    [Fact]
    public void Word_salad_has_a_high_distinct_2_but_no_clean_one()
    {
        var salad = ReplyReport.Of([Words("hard this am to that"), Words("sorry i hear sounds")], Corpus);
        Assert.Equal(1, salad.Distinct2);
        Assert.Equal(0, salad.CleanDistinct2);
        Assert.Equal(1, salad.UnattestedBigrams);
    }

    [Fact]
    public void One_sentence_for_all_is_clean_and_not_diverse()
    {
        var one = ReplyReport.Of([.. Enumerable.Repeat(Words("that sounds hard"), 10)], Corpus);
        Assert.Equal(0.1, one.CleanDistinct2!.Value, 1e-12);
        Assert.Equal(0, one.UnattestedBigrams);
        Assert.Equal(0.9, one.DuplicateReplies, 1e-12);
        Assert.Equal(3, one.MeanLength);
        Assert.Equal(0, one.RepeatedBigrams);
    }

    [Fact]
    public void A_reply_that_says_it_again_shows_repeated_bigrams() =>
        Assert.Equal(3 / 5.0, Diversity.RepeatedBigrams(Words("so hard so hard so hard")), 1e-12);

    [Fact]
    public void Empty_replies_are_counted_and_do_not_divide_by_zero()
    {
        var report = ReplyReport.Of<string>([[], [], ["a"]]);
        Assert.Equal(2 / 3.0, report.EmptyShare, 1e-12);
        Assert.Null(report.Distinct2);
        Assert.Null(report.CleanDistinct2);
        Assert.Equal(1 / 3.0, report.DuplicateReplies, 1e-12);
    }

    [Fact]
    public void No_reply_is_refused() => Assert.Throws<WorkbenchException>(() => ReplyReport.Of<int>([]));

    private static string[] Words(string text) => text.Split(' ');
}
