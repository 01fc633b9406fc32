namespace Workbench.Training;

/// <summary>Puts the figures of an iteration together.</summary>
internal static class PpoSteps
{
    public static PpoStep Summarise(
        Rollout rollout, IReadOnlyList<MiniBatchFigures> updates, double[] kl, double[] sampledKl, double[] usedScores)
    {
        var completions = rollout.Completions;
        var mean = rollout.Scores.Average();
        var deviation = rollout.Scores.Count < 2
            ? 0
            : Math.Sqrt(rollout.Scores.Sum(score => (score - mean) * (score - mean)) / (rollout.Scores.Count - 1));
        return new PpoStep
        {
            Iteration = 0,
            Score = mean,
            ScoreDeviation = deviation,
            ScoreUsed = usedScores.Average(),
            Kl = kl.Average(),
            SampledKl = sampledKl.Average(),
            KlCoefficient = 0,
            Objective = 0,
            Entropy = 0,
            MeanLength = rollout.Lengths.Average(),
            EndedShare = completions.Average(completion => completion.Ended ? 1.0 : 0.0),
            DistinctShare = (double)completions.Select(completion => completion.Response).Distinct().Count() / completions.Count,
            PolicyLoss = updates.Average(update => update.PolicyLoss),
            ValueLoss = updates.Average(update => update.ValueLoss),
            Loss = updates.Average(update => update.Loss),
            ApproxKl = updates.Average(update => update.ApproxKl),
            PolicyKl = updates.Average(update => update.PolicyKl),
            ClipFraction = updates.Average(update => update.ClipFraction),
            ValueClipFraction = updates.Average(update => update.ValueClipFraction),
            MeanRatio = updates.Average(update => update.MeanRatio),
            MaxRatio = updates.Max(update => update.MaxRatio),
            ReturnMean = updates.Average(update => update.ReturnMean),
            ValueMean = updates.Average(update => update.ValuePrediction),
            ExplainedVariance = 1 - updates.Average(update => update.ValueError) / updates.Average(update => update.ReturnVariance),
            GradientNorm = updates.Average(update => update.GradientNorm),
            LearningRate = updates[^1].LearningRate,
            UpdateCount = 0,
            SkippedUpdates = updates.Count(update => !update.Accepted),
            Alarms = [],
            Samples = [.. completions.Select((completion, row) => new PpoSample(
                completion.Prompt, completion.Response, rollout.Scores[row], sampledKl[row], rollout.Lengths[row], completion.Ended))],
            Updates = updates,
            Times = default,
        };
    }
}
