namespace Workbench.Generation;

/// <summary>The best ended responses of one prompt (transformers: <c>BeamHypotheses</c>), scored by log-probability / length^penalty.</summary>
/// <param name="size">The most that are kept: the number of beams.</param>
/// <param name="lengthPenalty">Above 0 favours longer responses.</param>
/// <param name="stopping">When the search has found enough.</param>
/// <param name="maxNewTokens">The most tokens a response may have.</param>
internal sealed class BeamHypotheses(int size, double lengthPenalty, BeamStopping stopping, int maxNewTokens)
{
    private readonly List<(double Score, Beam Beam, bool Ended)> kept = [];
    private double worst = 1e9;

    /// <summary>Those kept, best first; of equal ones the later found comes first.</summary>
    public IEnumerable<(double Score, Beam Beam, bool Ended)> Best => kept.OrderBy(one => one.Score).Reverse();

    /// <summary>Offers a response.</summary>
    /// <param name="beam">All its tokens, the end token included where it has one.</param>
    /// <param name="ended">Whether its last token is an end token.</param>
    public void Add(Beam beam, bool ended)
    {
        var score = beam.Score / Math.Pow(beam.Tokens.Length, lengthPenalty);
        if (kept.Count >= size && score <= worst)
        {
            return;
        }

        kept.Add((score, beam, ended));
        if (kept.Count > size)
        {
            kept.Remove(kept.MinBy(one => one.Score));
            worst = kept.Min(one => one.Score);
        }
        else
        {
            worst = Math.Min(score, worst);
        }
    }

    /// <summary>Whether the search may stop.</summary>
    /// <param name="best">The highest sum of log-probabilities among the open beams.</param>
    /// <param name="length">Their number of tokens.</param>
    public bool IsDone(double best, int length)
    {
        if (kept.Count < size)
        {
            return false;
        }

        var farthest = stopping == BeamStopping.WhenImpossible && lengthPenalty > 0 ? maxNewTokens : length;
        return stopping == BeamStopping.WhenFull || worst >= best / Math.Pow(farthest, lengthPenalty);
    }
}
