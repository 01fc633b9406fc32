using Workbench.Evaluation.Statistics;

namespace Workbench.Training;

/// <summary>What the responses of an iteration say of the policy that gave them.</summary>
internal sealed class RolloutFigures
{
    /// <param name="rollout">The responses.</param>
    /// <param name="kl">Log-ratio to the reference of each, summed over its tokens.</param>
    public RolloutFigures(Rollout rollout, IReadOnlyList<double> kl)
    {
        var completions = rollout.Completions;
        Score = rollout.Scores.Average();
        ScoreDeviation = rollout.Scores.Count < 2 ? 0 : Descriptive.StandardDeviation(rollout.Scores);
        MeanLength = rollout.Lengths.Average();
        EndedShare = completions.Average(completion => completion.Ended ? 1.0 : 0.0);
        DistinctShare = (double)completions.Select(completion => completion.Response).Distinct().Count() / completions.Count;
        Samples = [.. completions.Select((completion, row) => new PpoSample(
            completion.Prompt, completion.Response, rollout.Scores[row], kl[row], rollout.Lengths[row], completion.Ended))];
    }

    /// <summary>Mean score, as the reward gave it.</summary>
    public double Score { get; }

    /// <summary>Standard deviation of the scores (N - 1).</summary>
    public double ScoreDeviation { get; }

    /// <summary>Mean tokens of a response.</summary>
    public double MeanLength { get; }

    /// <summary>Share of responses that ended by themselves.</summary>
    public double EndedShare { get; }

    /// <summary>Different responses over responses.</summary>
    public double DistinctShare { get; }

    /// <summary>The responses.</summary>
    public IReadOnlyList<PpoSample> Samples { get; }
}
