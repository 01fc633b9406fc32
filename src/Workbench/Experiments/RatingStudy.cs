using System.Globalization;
using Workbench.Data.Raters;
using Workbench.Evaluation;
using Workbench.Evaluation.Statistics;

namespace Workbench.Experiments;

/// <summary>
/// What a study with raters would have needed: simulated people rate the replies before and after, from 1 to 7, and their spread says how many
/// prompts, and raters of each, it takes to see a difference.
/// </summary>
/// <param name="Before">The first model.</param>
/// <param name="After">The second one.</param>
/// <param name="Prompts">Prompts that everybody rated, before and after.</param>
/// <param name="Raters">How many people.</param>
/// <param name="Difference">Mean rating after minus before, in points.</param>
/// <param name="PromptSpread">Standard deviation of the true difference over prompts, in points.</param>
/// <param name="RaterSpread">Standard deviation of one person's judgement of a prompt around that, in points.</param>
/// <param name="Sizes">Prompts needed for differences and numbers of raters.</param>
public sealed record RatingStudy(
    string Before, string After, int Prompts, int Raters, double Difference, double PromptSpread, double RaterSpread,
    IReadOnlyList<SampleSizeRow> Sizes)
{
    private static readonly double[] Differences = [0.1, 0.25, 0.5, 1];

    private static readonly int[] RaterCounts = [1, 3, 5, 10];

    /// <summary>For a reader who knows no statistics.</summary>
    public string PlainSentence
    {
        get
        {
            var quarter = Sizes.Where(row => row.Difference == 0.25).ToDictionary(row => row.Raters, row => row.Prompts);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Rated from 1 to 7 by {Raters} simulated people, the replies change by {Difference:+0.00;-0.00;0.00} points. A true change of 0.25 points would be seen four times out of five with {quarter[1]:#,0} prompts and one rater each, or {quarter[5]:#,0} prompts and five.");
        }
    }

    /// <summary>Lets people rate both models' replies.</summary>
    /// <param name="panel">Who rates.</param>
    /// <param name="messages">The prompts.</param>
    /// <param name="before">The first model and its replies.</param>
    /// <param name="after">The second model and its replies.</param>
    /// <returns>Null where fewer than two prompts were rated by everybody, or no rating varies.</returns>
    public static RatingStudy? Of(
        RaterPanel panel, IReadOnlyList<string> messages, (string Name, IReadOnlyList<ReplyFacts> Replies) before,
        (string Name, IReadOnlyList<ReplyFacts> Replies) after)
    {
        double[][] differences =
        [
            .. messages
                .Select((message, i) => Differing(panel, message, before.Replies[i], after.Replies[i]))
                .Where(row => row.Length == panel.Raters.Length),
        ];
        if (differences.Length < 2 || panel.Raters.Length < 2)
        {
            return null;
        }

        var spread = RatingSpread.Estimate(differences);
        return spread.WithRaters(1) > 0
            ? new RatingStudy(
                before.Name, after.Name, differences.Length, panel.Raters.Length, Descriptive.Mean([.. differences.SelectMany(row => row)]),
                spread.Prompts, spread.Raters, SampleSizeTable.Of(Differences, RaterCounts, spread))
            : null;
    }

    private static double[] Differing(RaterPanel panel, string message, ReplyFacts before, ReplyFacts after) =>
    [
        .. from rater in panel.Raters
           let first = panel.Rate(rater, message, before.Text, before.Ended)
           let second = panel.Rate(rater, message, after.Text, after.Ended)
           where first is not null && second is not null
           select (double)(second.Value - first.Value),
    ];
}
