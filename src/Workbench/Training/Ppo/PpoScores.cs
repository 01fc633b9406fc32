using Workbench.Rlhf;

namespace Workbench.Training;

/// <summary>Scores as the training uses them: a penalty for responses without an end, running scale and shift, a cut.</summary>
internal sealed class PpoScores(PpoOptions options)
{
    /// <summary>Of all scores so far; moves only where the options scale.</summary>
    public RunningMoments Moments { get; set; } = new();

    public double[] Used(Rollout rollout)
    {
        var scores = rollout.Scores.Select((score, row) =>
            rollout.Completions[row].Ended ? score
            : options.MissingEndScore ?? score - (options.MissingEndPenalty ?? 0)).ToArray();
        if (options.ScoreScaling != ScoreScaling.None)
        {
            Moments = Moments.Add(scores);
            var centre = options.ScoreScaling == ScoreScaling.MeanAndDeviation ? Moments.Mean : 0;
            var deviation = Moments.StandardDeviation + 1.1920929e-7;
            scores = [.. scores.Select(score => (score - centre) / deviation)];
        }

        return options.ScoreClip is { } limit ? [.. scores.Select(score => Math.Clamp(score, -limit, limit))] : scores;
    }
}
