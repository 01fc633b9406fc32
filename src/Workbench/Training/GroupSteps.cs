using Workbench.Evaluation.Statistics;

namespace Workbench.Training;

/// <summary>Puts the figures of an iteration on groups together.</summary>
internal static class GroupSteps
{
    /// <summary>A record without what only the trainer knows: counts, the coefficient, the objective, entropy, alarms.</summary>
    public static GroupStep Of(Rollout rollout, IReadOnlyList<GroupUpdateFigures> updates, double[] kl, double[] used, int groupSize)
    {
        var completions = rollout.Completions;

        // Where every group is silent there is no update to average.
        double Mean(Func<GroupUpdateFigures, double> figure) => updates.Count == 0 ? 0 : updates.Average(figure);
        return new GroupStep
        {
            Iteration = 0,
            Score = rollout.Scores.Average(),
            ScoreDeviation = Descriptive.StandardDeviation(rollout.Scores),
            ScoreUsed = used.Average(),
            SampledKl = kl.Average(),
            KlCoefficient = 0,
            Objective = 0,
            Entropy = 0,
            MeanLength = rollout.Lengths.Average(),
            EndedShare = completions.Average(completion => completion.Ended ? 1.0 : 0.0),
            DistinctShare = (double)completions.Select(completion => completion.Response).Distinct().Count() / completions.Count,
            SilentShare = used.Chunk(groupSize).Average(group => group.Max() == group.Min() ? 1.0 : 0.0),
            Loss = Mean(update => update.Loss),
            ApproxKl = Mean(update => update.ApproxKl),
            PolicyKl = Mean(update => update.PolicyKl),
            MeanRatio = updates.Count == 0 ? 1 : Mean(update => update.MeanRatio),
            MaxRatio = updates.Count == 0 ? 1 : updates.Max(update => update.MaxRatio),
            GradientNorm = Mean(update => update.GradientNorm),
            LearningRate = 0,
            UpdateCount = 0,
            SkippedUpdates = updates.Count(update => !update.Accepted),
            Alarms = [],
            Samples = [.. completions.Select((completion, row) => new PpoSample(
                completion.Prompt, completion.Response, rollout.Scores[row], kl[row], rollout.Lengths[row], completion.Ended))],
            Updates = updates,
        };
    }
}
