using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation;

/// <summary>One row of a table of sample sizes.</summary>
/// <param name="Difference">The true difference that is to be seen, in the metric's units.</param>
/// <param name="Raters">Raters of each prompt; 1 for a metric that a program computes.</param>
/// <param name="EffectSize">d_z, the difference in standard deviations of the prompts' (mean) differences.</param>
/// <param name="Prompts">Prompts needed; null for more than two thousand million.</param>
public sealed record SampleSizeRow(double Difference, int Raters, double EffectSize, int? Prompts);

/// <summary>How many prompts, and raters of each, it takes to see a difference: the question to ask before a study.</summary>
public static class SampleSizeTable
{
    /// <summary>Prompts needed for each difference and number of raters, by the paired t test.</summary>
    /// <param name="differences">True differences, each other than zero.</param>
    /// <param name="raters">Numbers of raters, each at least 1.</param>
    /// <param name="spread">How much rated differences vary, from a pilot study (<see cref="RatingSpread.Estimate"/>) or a guess.</param>
    /// <param name="power">The chance of seeing the difference, in (alpha, 1).</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <exception cref="WorkbenchException">A difference is zero, there are no raters, or the spread is zero.</exception>
    public static IReadOnlyList<SampleSizeRow> Of(
        IReadOnlyList<double> differences, IReadOnlyList<int> raters, RatingSpread spread, double power = 0.8, double alpha = 0.05)
    {
        PowerEquation.Check(alpha, power);
        var rows = new List<SampleSizeRow>();
        foreach (var difference in differences)
        {
            foreach (var count in raters)
            {
                if (difference == 0 || !double.IsFinite(difference) || count < 1 || !(spread.WithRaters(count) > 0))
                {
                    throw new WorkbenchException(
                        FormattableString.Invariant($"A sample size needs a difference other than zero, at least one rater and a spread above zero; found {difference}, {count} and {spread}."));
                }

                var effectSize = difference / spread.WithRaters(count);
                rows.Add(new(difference, count, effectSize, PairedComparison.PromptsFor(effectSize, power, alpha)));
            }
        }

        return rows;
    }

    /// <summary>The power that a study of this size has.</summary>
    /// <param name="difference">The true difference.</param>
    /// <param name="prompts">Number of prompts, at least 2.</param>
    /// <param name="raters">Raters of each prompt, at least 1.</param>
    /// <param name="spread">How much rated differences vary.</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    public static double Power(double difference, int prompts, int raters, RatingSpread spread, double alpha = 0.05) =>
        TTestPower.Of(difference / spread.WithRaters(raters), prompts, alpha);
}
