using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation;

/// <summary>How far a policy's replies lie from its reference: KL(policy || reference) in nats a reply, sampled as sum of log-ratios.</summary>
public sealed record KlSummary
{
    /// <summary>Number of replies.</summary>
    public required int Count { get; init; }

    /// <summary>Mean over replies, in nats a reply.</summary>
    public required double Mean { get; init; }

    /// <summary>Interval of <see cref="Mean"/>: BCa bootstrap over replies, percentile where BCa is undefined.</summary>
    public required ConfidenceInterval Interval { get; init; }

    /// <summary>Standard deviation over replies.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Median over replies.</summary>
    public required double Median { get; init; }

    /// <summary>The value that 95 % of the replies stay below.</summary>
    public required double Percentile95 { get; init; }

    /// <summary>The largest value.</summary>
    public required double Maximum { get; init; }

    /// <summary>Sum of all KL over the number of all tokens, in nats a token.</summary>
    public required double PerToken { get; init; }

    /// <summary>
    /// Share of replies below zero. Some are to be expected, since a sampled log-ratio varies around the KL; a clearly negative
    /// <see cref="Mean"/> is not, and says that log-probabilities and sampling disagree (temperature, filters, minimum length).
    /// </summary>
    public required double NegativeShare { get; init; }

    /// <summary>Summarises the KL of replies.</summary>
    /// <param name="perReply">Sum over tokens of log p_policy - log p_reference, one a reply; finite.</param>
    /// <param name="lengths">Number of tokens of each reply.</param>
    /// <param name="level">Coverage of the interval.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <exception cref="WorkbenchException">There are fewer than two replies, the counts differ, a value is not finite, or a length is negative.</exception>
    public static KlSummary Of(IReadOnlyList<double> perReply, IReadOnlyList<int> lengths, double level = 0.95, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(perReply);
        ArgumentNullException.ThrowIfNull(lengths);
        if (perReply.Count < 2 || perReply.Count != lengths.Count)
        {
            throw new WorkbenchException(
                $"A KL summary needs at least two replies and a length for each; found {perReply.Count} values and {lengths.Count} lengths.");
        }

        for (var i = 0; i < perReply.Count; i++)
        {
            if (!double.IsFinite(perReply[i]) || lengths[i] < 0)
            {
                throw new WorkbenchException($"Reply {i} has a KL of {perReply[i]} and {lengths[i]} tokens; KL must be finite and lengths not negative.");
            }
        }

        var interval = new ConfidenceInterval(perReply[0], perReply[0], level);
        if (perReply.Any(kl => kl != perReply[0]))
        {
            var bootstrap = Bootstrap.OfSample(perReply, Descriptive.Mean, 10_000, new SeededRandom(seed).Split("kl"));
            interval = bootstrap.Interval(level);
            interval = double.IsNaN(interval.Low + interval.High) ? bootstrap.Interval(level, BootstrapMethod.Percentile) : interval;
        }

        return new KlSummary
        {
            Count = perReply.Count,
            Mean = Descriptive.Mean(perReply),
            Interval = interval,
            StandardDeviation = Descriptive.StandardDeviation(perReply),
            Median = Descriptive.Median(perReply),
            Percentile95 = Descriptive.Quantile(perReply, 0.95),
            Maximum = perReply.Max(),
            PerToken = Descriptive.Sum(perReply) / lengths.Sum(length => (long)length),
            NegativeShare = perReply.Count(kl => kl < 0) / (double)perReply.Count,
        };
    }
}
