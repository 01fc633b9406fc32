using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>How surprised a language model is: exp of the mean negative log-likelihood of a token, in double precision.</summary>
/// <param name="TotalNegativeLogLikelihood">Sum over tokens, in nats.</param>
/// <param name="Tokens">How many tokens it covers.</param>
public readonly record struct Perplexity(double TotalNegativeLogLikelihood, int Tokens)
{
    /// <summary>In nats a token; NaN without a token.</summary>
    public double MeanNegativeLogLikelihood => TotalNegativeLogLikelihood / Tokens;

    /// <summary>The perplexity: 1 for a model that is certain, V for one that guesses among V tokens; infinite where a token was impossible.</summary>
    public double Value => Math.Exp(MeanNegativeLogLikelihood);

    /// <summary>From the log-probabilities of tokens.</summary>
    /// <param name="logProbs">ln p of each token, at most 0.</param>
    public static Perplexity OfLogProbs(IReadOnlyList<double> logProbs) => new(-Descriptive.Sum(logProbs), logProbs.Count);
}
