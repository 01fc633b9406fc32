using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Calibration;

/// <summary>
/// What share of the yes and of the no cases a threshold on the score lets through, for every threshold that matters (points on a straight
/// line between their neighbours are left out).
/// </summary>
/// <param name="FalsePositiveRates">Share of the no cases, rising from 0; NaN where there is none.</param>
/// <param name="TruePositiveRates">Share of the yes cases, rising from 0; NaN where there is none.</param>
/// <param name="Thresholds">Falling, from infinity: cases with at least this score are let through.</param>
public sealed record RocCurve(
    IReadOnlyList<double> FalsePositiveRates, IReadOnlyList<double> TruePositiveRates, IReadOnlyList<double> Thresholds)
{
    /// <summary>The curve of scores.</summary>
    /// <param name="scores">Higher for a more likely yes.</param>
    /// <param name="outcomes">What came true.</param>
    /// <exception cref="ArgumentException">The counts differ or there is none.</exception>
    public static RocCurve Of(IReadOnlyList<double> scores, IReadOnlyList<bool> outcomes)
    {
        var steps = Steps(scores, outcomes);
        List<(double Score, int True, int False)> kept = [];
        for (var i = 0; i < steps.Count; i++)
        {
            var bends = i == 0 || i == steps.Count - 1
                || steps[i + 1].True - steps[i].True != steps[i].True - steps[i - 1].True
                || steps[i + 1].False - steps[i].False != steps[i].False - steps[i - 1].False;
            if (bends)
            {
                kept.Add(steps[i]);
            }
        }

        kept.Insert(0, (double.PositiveInfinity, 0, 0));
        double yes = kept[^1].True, no = kept[^1].False;
        return new([.. kept.Select(s => s.False / no)], [.. kept.Select(s => s.True / yes)], [.. kept.Select(s => s.Score)]);
    }

    /// <summary>
    /// The area under the curve: the probability that a yes case scores above a no case, ties counting half (Hanley and McNeil 1982).
    /// </summary>
    /// <param name="scores">Higher for a more likely yes.</param>
    /// <param name="outcomes">What came true.</param>
    /// <returns>0.5 for scores that tell nothing; NaN with one class only.</returns>
    /// <exception cref="ArgumentException">The counts differ or there is none.</exception>
    public static double Area(IReadOnlyList<double> scores, IReadOnlyList<bool> outcomes)
    {
        Check(scores, outcomes);
        return EffectSizes.CommonLanguage([.. scores.Where((_, i) => outcomes[i])], [.. scores.Where((_, i) => !outcomes[i])]);
    }

    /// <summary>Average precision: sum of (recall gained) x (precision) over thresholds, the area under the precision-recall curve in steps.</summary>
    /// <param name="scores">Higher for a more likely yes.</param>
    /// <param name="outcomes">What came true.</param>
    /// <returns>The share of yes cases for scores that tell nothing; 0 without a yes case.</returns>
    /// <exception cref="ArgumentException">The counts differ or there is none.</exception>
    public static double AveragePrecision(IReadOnlyList<double> scores, IReadOnlyList<bool> outcomes)
    {
        var steps = Steps(scores, outcomes);
        double yes = steps[^1].True, sum = 0;
        var before = 0;
        foreach (var (_, right, wrong) in steps)
        {
            sum += (right - before) * (double)right / (right + wrong);
            before = right;
        }

        return yes == 0 ? 0 : sum / yes;
    }

    // Yes and no cases at or above each different score, highest first.
    private static List<(double Score, int True, int False)> Steps(IReadOnlyList<double> scores, IReadOnlyList<bool> outcomes)
    {
        Check(scores, outcomes);
        List<(double, int, int)> steps = [];
        int right = 0, wrong = 0;
        foreach (var group in scores.Zip(outcomes).GroupBy(pair => pair.First).OrderByDescending(group => group.Key))
        {
            right += group.Count(pair => pair.Second);
            wrong += group.Count(pair => !pair.Second);
            steps.Add((group.Key, right, wrong));
        }

        return steps;
    }

    private static void Check(IReadOnlyList<double> scores, IReadOnlyList<bool> outcomes)
    {
        if (scores.Count == 0 || scores.Count != outcomes.Count || scores.Any(double.IsNaN))
        {
            throw new ArgumentException($"Every score needs an outcome, and none may be NaN; found {scores.Count} scores and {outcomes.Count} outcomes.");
        }
    }
}
