using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Puts the figures of an iteration together: all that is read back from the device, in one transfer.</summary>
internal static class PpoSteps
{
    /// <param name="experience">What was learned from.</param>
    /// <param name="figures">The figures of each update, as <see cref="PpoUpdate.On"/> gives them.</param>
    /// <param name="made">What each update was made of.</param>
    /// <param name="options">Of the training.</param>
    /// <returns>A record without what only the trainer knows: counts, the coefficient, the objective, alarms.</returns>
    public static PpoStep Summarise(
        Experience experience, IReadOnlyList<Tensor> figures, IReadOnlyList<PpoUpdateRecord> made, PpoOptions options)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var rollout = experience.Rollout;
        var difference = Masked.RowSum(experience.LogProbs - experience.ReferenceLogProbs, experience.Mask);
        var perResponse = stack([experience.Kl.sum(-1), difference, -experience.LogProbs.sum(-1), experience.Scores]).to_type(ScalarType.Float64);
        var transferred = cat([perResponse.flatten(), stack(figures).flatten()]).cpu().data<double>().ToArray();
        var count = rollout.Lengths.Length;
        var (kl, sampledKl) = (transferred[..count], transferred[count..(2 * count)]);
        var (surprise, used) = (transferred[(2 * count)..(3 * count)], transferred[(3 * count)..(4 * count)]);
        var updates = figures.Select((_, i) => PpoFigure.Record(
            transferred.AsSpan(4 * count + i * PpoFigure.Count, PpoFigure.Count), made[i],
            PpoMiniBatch.Counts(rollout, made[i].Rows, options).Policy)).ToArray();
        var entropy = surprise.Sum() / Enumerable.Range(0, count).Sum(row => rollout.TrainedCount(row, options));
        return Of(rollout, updates, kl, sampledKl, used) with { Entropy = entropy };
    }

    private static PpoStep Of(
        Rollout rollout, IReadOnlyList<MiniBatchFigures> updates, double[] kl, double[] sampledKl, double[] usedScores)
    {
        var responses = new RolloutFigures(rollout, sampledKl);
        return new PpoStep
        {
            Iteration = 0,
            Score = responses.Score,
            ScoreDeviation = responses.ScoreDeviation,
            ScoreUsed = usedScores.Average(),
            Kl = kl.Average(),
            SampledKl = sampledKl.Average(),
            KlCoefficient = 0,
            Objective = 0,
            Entropy = 0,
            MeanLength = responses.MeanLength,
            EndedShare = responses.EndedShare,
            DistinctShare = responses.DistinctShare,
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
            GradientNorm = updates.Where(update => !update.IsDiscarded).Select(update => update.GradientNorm).DefaultIfEmpty().Average(),
            LearningRate = updates[^1].LearningRate,
            UpdateCount = 0,
            SkippedUpdates = updates.Count(update => update.IsSkipped),
            Alarms = [],
            Samples = responses.Samples,
            Updates = updates,
            Times = default,
        };
    }
}
