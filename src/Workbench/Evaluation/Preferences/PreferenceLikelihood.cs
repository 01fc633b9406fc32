using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Workbench.Evaluation.Preferences;

/// <summary>The likelihood of the Bradley-Terry model and two ways to its maximum.</summary>
internal static class PreferenceLikelihood
{
    private const int MostSteps = 200_000;

    /// <summary>sum over i, j of wins_ij ln P(i beats j).</summary>
    public static double Of(double[,] wins, double[] strengths)
    {
        var sum = 0.0;
        for (var i = 0; i < strengths.Length; i++)
        {
            for (var j = 0; j < strengths.Length; j++)
            {
                sum += wins[i, j] == 0 ? 0 : wins[i, j] * LogSigmoid(strengths[i] - strengths[j]);
            }
        }

        return sum;
    }

    /// <summary>ln (1 / (1 + e^-x)) without overflow.</summary>
    public static double LogSigmoid(double x) => Math.Min(0, x) - SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>Newton's method, with steps halved until the likelihood grows; the mean of the strengths is held by a term of its own.</summary>
    public static double[] Maximize(double[,] wins, double alpha)
    {
        var n = wins.GetLength(0);
        var strengths = new double[n];
        var objective = Objective(strengths);
        for (var step = 0; step < 500; step++)
        {
            var gradient = Vector<double>.Build.Dense(n, i => -2 * alpha * strengths[i]);
            var curvature = Matrix<double>.Build.Dense(n, n, (i, j) => 1.0 / n + (i == j ? 2 * alpha : 0));
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var p = 1 / (1 + Math.Exp(strengths[j] - strengths[i]));
                    var pull = wins[i, j] * (1 - p) - wins[j, i] * p;
                    gradient[i] += pull;
                    gradient[j] -= pull;
                    var weight = (wins[i, j] + wins[j, i]) * p * (1 - p);
                    curvature[i, i] += weight;
                    curvature[j, j] += weight;
                    curvature[i, j] -= weight;
                    curvature[j, i] -= weight;
                }
            }

            var direction = curvature.Solve(gradient);
            var next = strengths;
            var size = 1.0;
            double reached;
            do
            {
                next = [.. strengths.Select((s, i) => s + size * direction[i])];
                reached = Objective(next);
                size /= 2;
            }
            while (!(reached >= objective) && size > 1e-12);

            var moved = next.Zip(strengths, (a, b) => Math.Abs(a - b)).Max();
            (strengths, objective) = (next, reached);
            if (moved < 1e-13)
            {
                break;
            }
        }

        return strengths;

        double Objective(double[] s) => Of(wins, s) - alpha * s.Sum(v => v * v);
    }

    /// <summary>Hunter's (2004) iteration: each strength becomes its wins over the sum of 1 / (sum of both strengths), both with alpha added.</summary>
    public static double[] MinorizeMaximize(double[,] wins, double alpha)
    {
        var n = wins.GetLength(0);
        var strengths = new double[n];
        for (var step = 0; step < MostSteps; step++)
        {
            var weights = SpectralRanking.Weights(strengths);
            var next = new double[n];
            for (var i = 0; i < n; i++)
            {
                double won = alpha, met = alpha;
                for (var j = 0; j < n; j++)
                {
                    won += wins[i, j];
                    met += i == j ? 0 : (wins[i, j] + wins[j, i]) / (weights[i] + weights[j]);
                }

                next[i] = Math.Log(won / met);
            }

            next = BradleyTerry.Centred(next);
            var moved = next.Zip(strengths, (a, b) => Math.Abs(a - b)).Sum();
            strengths = next;
            if (moved <= 1e-13 * n)
            {
                return strengths;
            }
        }

        throw new WorkbenchException($"The strengths did not settle within {MostSteps} steps; take another method or a larger alpha.");
    }
}
