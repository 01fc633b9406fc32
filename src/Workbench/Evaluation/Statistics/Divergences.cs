namespace Workbench.Evaluation.Statistics;

/// <summary>Entropies and divergences of discrete distributions, in units of the logarithm's base: nats for e, bits for 2.</summary>
public static class Divergences
{
    /// <summary>Shannon's entropy - sum p log p.</summary>
    /// <param name="weights">Counts or probabilities; normalised to sum to one.</param>
    /// <param name="logBase">Base of the logarithm, above 1.</param>
    /// <exception cref="ArgumentException">A weight is negative or all are zero.</exception>
    public static double Entropy(IReadOnlyList<double> weights, double logBase = Math.E) =>
        -Descriptive.Sum([.. Normalized(weights).Select(p => p == 0 ? 0 : p * Math.Log(p))]) / Math.Log(logBase);

    /// <summary>KL(p || q) = sum p log(p / q); infinite where q is zero and p is not.</summary>
    /// <param name="p">Counts or probabilities; normalised to sum to one.</param>
    /// <param name="q">As many counts or probabilities.</param>
    /// <param name="logBase">Base of the logarithm, above 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a weight is negative or all are zero.</exception>
    public static double KullbackLeibler(IReadOnlyList<double> p, IReadOnlyList<double> q, double logBase = Math.E)
    {
        var (a, b) = (Normalized(p), Normalized(q));
        Sample.SameLength(a, b);
        return Descriptive.Sum([.. a.Zip(b, Term)]) / Math.Log(logBase);
    }

    /// <summary>
    /// The Jensen-Shannon distance, square root of the mean divergence of p and q from their average (Endres and Schindelin 2003): a
    /// metric, at most sqrt(log 2).
    /// </summary>
    /// <param name="p">Counts or probabilities; normalised to sum to one.</param>
    /// <param name="q">As many counts or probabilities.</param>
    /// <param name="logBase">Base of the logarithm, above 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a weight is negative or all are zero.</exception>
    public static double JensenShannonDistance(IReadOnlyList<double> p, IReadOnlyList<double> q, double logBase = Math.E)
    {
        var (a, b) = (Normalized(p), Normalized(q));
        Sample.SameLength(a, b);
        double[] middle = [.. a.Zip(b, (u, v) => (u + v) / 2)];
        var divergence = Descriptive.Sum([.. a.Zip(middle, Term), .. b.Zip(middle, Term)]) / 2;
        return Math.Sqrt(Math.Max(0, divergence) / Math.Log(logBase));
    }

    private static double Term(double p, double q) => p == 0 ? 0 : q == 0 ? double.PositiveInfinity : p * Math.Log(p / q);

    private static double[] Normalized(IReadOnlyList<double> weights)
    {
        var sum = Descriptive.Sum(weights);
        return weights.All(w => w >= 0) && sum > 0
            ? [.. weights.Select(w => w / sum)]
            : throw new ArgumentException("Weights must not be negative and not all zero.", nameof(weights));
    }
}
