namespace Workbench.Generation;

/// <summary>A response on its way through a beam search.</summary>
/// <param name="Tokens">Its tokens so far.</param>
/// <param name="LogProbs">Log-probability of each under the model's raw logits.</param>
/// <param name="ProcessedLogProbs">What each added to the score.</param>
/// <param name="Score">The sum of the processed log-probabilities.</param>
internal sealed record Beam(long[] Tokens, float[] LogProbs, float[] ProcessedLogProbs, float Score)
{
    /// <summary>A beam of a new search. All beams start alike, so that all but the first are put out of reach.</summary>
    public static Beam Start(bool isFirst) => new([], [], [], isFirst ? 0 : -1e9f);

    /// <summary>The beam with one more token.</summary>
    public Beam Then(long token, float logProb, float processed, float score) =>
        new([.. Tokens, token], [.. LogProbs, logProb], [.. ProcessedLogProbs, processed], score);
}
