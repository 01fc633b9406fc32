using MathNet.Numerics.LinearAlgebra;

namespace Workbench.Evaluation.Preferences;

/// <summary>Ranking by the stationary distribution of a Markov chain that moves from losers to winners.</summary>
internal static class SpectralRanking
{
    /// <summary>exp of the strengths, scaled to mean one.</summary>
    public static double[] Weights(double[] strengths)
    {
        var weights = Array.ConvertAll(BradleyTerry.Centred(strengths), Math.Exp);
        var scale = weights.Length / weights.Sum();
        return Array.ConvertAll(weights, w => w * scale);
    }

    /// <summary>Luce spectral ranking (Maystre and Grossglauser 2015, algorithm 1): rate loser -> winner of 1 / (sum of both weights) a comparison.</summary>
    public static double[] Step(double[,] wins, double alpha, double[]? strengths)
    {
        var n = wins.GetLength(0);
        var weights = strengths == null ? [.. Enumerable.Repeat(1.0, n)] : Weights(strengths);
        return Stationary(n, (from, to) => alpha + wins[to, from] / (weights[from] + weights[to]));
    }

    /// <summary>The step repeated until the strengths stand still (algorithm 2).</summary>
    public static double[] Iterate(double[,] wins, double alpha)
    {
        const int most = 10_000;
        double[]? strengths = null;
        for (var step = 0; step < most; step++)
        {
            var next = Step(wins, alpha, strengths);
            if (strengths != null && next.Zip(strengths, (a, b) => Math.Abs(a - b)).Sum() <= 1e-12 * next.Length)
            {
                return next;
            }

            strengths = next;
        }

        throw new WorkbenchException($"The strengths did not settle within {most} steps; take another method or a larger alpha.");
    }

    /// <summary>Rank centrality (Negahban et al. 2012): rate loser -> winner of the winner's share of the comparisons of both.</summary>
    public static double[] RankCentrality(double[,] wins, double alpha) =>
        Stationary(wins.GetLength(0), (from, to) =>
        {
            double won = wins[to, from] + alpha, lost = wins[from, to] + alpha;
            return won > 0 ? won / (won + lost) : 0;
        });

    // ln of the pi with pi Q = 0 and sum pi = 1, centred.
    private static double[] Stationary(int n, Func<int, int, double> rate)
    {
        var system = Matrix<double>.Build.Dense(n, n);
        for (var from = 0; from < n; from++)
        {
            for (var to = 0; to < n; to++)
            {
                if (from != to)
                {
                    var r = rate(from, to);
                    system[to, from] += r;
                    system[from, from] -= r;
                }
            }
        }

        // One equation of pi Q = 0 follows from the others; the sum takes its place.
        for (var i = 0; i < n; i++)
        {
            system[n - 1, i] = 1;
        }

        var share = system.Solve(Vector<double>.Build.Dense(n, i => i == n - 1 ? 1 : 0));
        return BradleyTerry.Centred([.. share.Select(p => Math.Log(p))]);
    }
}
