using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation;

/// <summary>
/// How much a rated difference (after - before) varies, and why: between prompts, and between raters of the same prompt. More prompts
/// average out both, more raters only the second.
/// </summary>
/// <param name="Prompts">Standard deviation of the true difference over prompts.</param>
/// <param name="Raters">Standard deviation of one rater's judgement of a prompt around that.</param>
public readonly record struct RatingSpread(double Prompts, double Raters)
{
    /// <summary>Standard deviation of a prompt's difference when it is averaged over raters.</summary>
    /// <param name="raters">Raters of each prompt, at least 1.</param>
    public double WithRaters(int raters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(raters, 1);
        return Math.Sqrt(Prompts * Prompts + Raters * Raters / raters);
    }

    /// <summary>
    /// Estimates both from a pilot study by analysis of variance with random prompts (Searle, Casella and McCulloch 1992, ch. 3): the variance
    /// within prompts, and what the variance between prompts exceeds its share by (at least 0).
    /// </summary>
    /// <param name="differences">[prompt][rater]: after - before as each rater saw it; every prompt has as many raters, at least two.</param>
    /// <exception cref="WorkbenchException">There are fewer than two prompts or raters, their numbers differ, or a value is not finite.</exception>
    public static RatingSpread Estimate(IReadOnlyList<IReadOnlyList<double>> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var raters = differences.Count == 0 ? 0 : differences[0].Count;
        if (differences.Count < 2 || raters < 2)
        {
            throw new WorkbenchException($"Telling raters from prompts needs at least two of each; found {differences.Count} prompts and {raters} raters.");
        }

        for (var p = 0; p < differences.Count; p++)
        {
            if (differences[p].Count != raters || differences[p].Any(d => !double.IsFinite(d)))
            {
                throw new WorkbenchException($"Prompt {p} must have {raters} finite ratings like the first; found {differences[p].Count}.");
            }
        }

        var within = differences.Average(prompt => Descriptive.Variance(prompt));
        var between = Descriptive.Variance([.. differences.Select(prompt => Descriptive.Mean(prompt))]);
        return new(Math.Sqrt(Math.Max(0, between - within / raters)), Math.Sqrt(within));
    }
}
