namespace Workbench.Training;

/// <summary>Puts the figures of an iteration on groups together.</summary>
internal static class GroupSteps
{
    /// <summary>A record without what only the trainer knows: counts, the coefficient, the objective, entropy, alarms.</summary>
    public static GroupStep Of(Rollout rollout, IReadOnlyList<GroupUpdateFigures> updates, double[] kl, double[] used, int groupSize)
    {
        var responses = new RolloutFigures(rollout, kl);

        // Where every group is silent there is no update to average.
        double Mean(Func<GroupUpdateFigures, double> figure) => updates.Count == 0 ? 0 : updates.Average(figure);
        return new GroupStep
        {
            Iteration = 0,
            Score = responses.Score,
            ScoreDeviation = responses.ScoreDeviation,
            ScoreUsed = used.Average(),
            SampledKl = kl.Average(),
            KlCoefficient = 0,
            Objective = 0,
            Entropy = 0,
            MeanLength = responses.MeanLength,
            EndedShare = responses.EndedShare,
            DistinctShare = responses.DistinctShare,
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
            Samples = responses.Samples,
            Updates = updates,
        };
    }
}
