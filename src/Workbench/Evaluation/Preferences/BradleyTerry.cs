namespace Workbench.Evaluation.Preferences;

/// <summary>How strengths are estimated from comparisons.</summary>
public enum BradleyTerryMethod
{
    /// <summary>Newton's method on the log-likelihood less alpha times the sum of squared strengths (a normal prior). The default.</summary>
    PenalizedLikelihood,

    /// <summary>The likelihood's fixed point in steps of minorisation and maximisation (Hunter 2004); alpha is a gamma prior.</summary>
    MinorizeMaximize,

    /// <summary>Luce spectral ranking (Maystre and Grossglauser 2015): one solution of a Markov chain; alpha is added to every rate.</summary>
    Spectral,

    /// <summary>Luce spectral ranking repeated until it stands still, which is the likelihood's maximum without alpha.</summary>
    IteratedSpectral,

    /// <summary>Rank centrality (Negahban et al. 2012): a chain of shares of wins; alpha is added to every count.</summary>
    RankCentrality,
}

/// <summary>The model of Bradley and Terry (1952): i is preferred to j with probability 1 / (1 + exp(s_j - s_i)).</summary>
public sealed class BradleyTerry
{
    private readonly double[] strengths;

    private BradleyTerry(double[] strengths, double? logLikelihood)
    {
        this.strengths = strengths;
        LogLikelihood = logLikelihood;
    }

    /// <summary>The strength of each item on a logarithmic scale, with mean zero: the reward that explains the judgements.</summary>
    public IReadOnlyList<double> Strengths => strengths;

    /// <summary>Log-likelihood of the comparisons; null without any.</summary>
    public double? LogLikelihood { get; }

    /// <summary>The probability that one item is preferred to another.</summary>
    /// <param name="item">Number of the first item.</param>
    /// <param name="other">Number of the second item.</param>
    public double Probability(int item, int other) => 1 / (1 + Math.Exp(strengths[other] - strengths[item]));

    /// <summary>Estimates the strengths.</summary>
    /// <param name="items">Number of items, at least two.</param>
    /// <param name="comparisons">The judgements.</param>
    /// <param name="method">The estimator; they agree without alpha, apart from the spectral ones that take a single step.</param>
    /// <param name="alpha">
    /// Regularisation, at least 0; its meaning differs between methods. Without it strengths exist only where each item was preferred,
    /// directly or along a chain, to each other one.
    /// </param>
    /// <exception cref="ArgumentException">A comparison names no such item, or one against itself.</exception>
    /// <exception cref="WorkbenchException">Without alpha, strengths do not exist, or the method does not converge.</exception>
    public static BradleyTerry Fit(
        int items,
        IReadOnlyList<Comparison> comparisons,
        BradleyTerryMethod method = BradleyTerryMethod.PenalizedLikelihood,
        double alpha = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        var wins = new double[items, items];
        for (var c = 0; c < comparisons.Count; c++)
        {
            var (winner, loser) = comparisons[c];
            if (winner == loser || Math.Min(winner, loser) < 0 || Math.Max(winner, loser) >= items)
            {
                throw new ArgumentException($"Comparison {c} is {winner} against {loser}; it must name two different items from 0 to {items - 1}.", nameof(comparisons));
            }

            wins[winner, loser]++;
        }

        if (alpha == 0 && !IsStronglyConnected(wins))
        {
            throw new WorkbenchException(
                "Strengths cannot be estimated: some items were never preferred to (or never lost against) the rest, so that any larger difference fits better. "
                + "Add comparisons between them, or a regularisation (alpha) above zero.");
        }

        var strengths = Centred(method switch
        {
            BradleyTerryMethod.PenalizedLikelihood => PreferenceLikelihood.Maximize(wins, alpha),
            BradleyTerryMethod.MinorizeMaximize => PreferenceLikelihood.MinorizeMaximize(wins, alpha),
            BradleyTerryMethod.Spectral => SpectralRanking.Step(wins, alpha, null),
            BradleyTerryMethod.IteratedSpectral => SpectralRanking.Iterate(wins, alpha),
            BradleyTerryMethod.RankCentrality => SpectralRanking.RankCentrality(wins, alpha),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such method."),
        });
        return new BradleyTerry(strengths, comparisons.Count == 0 ? null : PreferenceLikelihood.Of(wins, strengths));
    }

    /// <summary>True when each item was preferred, directly or along a chain, to each other one (Ford 1957).</summary>
    /// <param name="items">Number of items.</param>
    /// <param name="comparisons">The judgements.</param>
    public static bool IsEstimable(int items, IReadOnlyList<Comparison> comparisons)
    {
        var wins = new double[items, items];
        foreach (var (winner, loser) in comparisons)
        {
            wins[winner, loser]++;
        }

        return IsStronglyConnected(wins);
    }

    internal static double[] Centred(double[] strengths)
    {
        var mean = strengths.Average();
        return Array.ConvertAll(strengths, s => s - mean);
    }

    private static bool IsStronglyConnected(double[,] wins)
    {
        var items = wins.GetLength(0);
        return Reached((i, j) => wins[i, j] > 0) == items && Reached((i, j) => wins[j, i] > 0) == items;

        int Reached(Func<int, int, bool> leads)
        {
            var seen = new HashSet<int> { 0 };
            var open = new Stack<int>([0]);
            while (open.TryPop(out var item))
            {
                for (var next = 0; next < items; next++)
                {
                    if (leads(item, next) && seen.Add(next))
                    {
                        open.Push(next);
                    }
                }
            }

            return seen.Count;
        }
    }
}
