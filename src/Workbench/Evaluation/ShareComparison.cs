using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation;

/// <summary>The before/after comparison of a share, such as the share of hostile replies, on the same prompts.</summary>
public static class ShareComparison
{
    /// <summary>
    /// Compares yes/no answers by McNemar's exact test, with the interval of Newcombe (1998, method 10) for the paired difference.
    /// <see cref="PairedComparison.PromptsNeeded"/> is Connor's (1987) for McNemar's test.
    /// </summary>
    /// <param name="metric">What share it is, such as "hostile replies".</param>
    /// <param name="before">One answer a prompt.</param>
    /// <param name="after">The answer of the same prompts in the same order.</param>
    /// <param name="options">How to compare; <see cref="PairedComparisonOptions.Test"/> is not used.</param>
    /// <returns>A comparison whose figures are shares in [0, 1].</returns>
    /// <exception cref="WorkbenchException">The counts differ, there are fewer than two prompts, or an option is out of range.</exception>
    public static PairedComparison Compare(
        string metric, IReadOnlyList<bool> before, IReadOnlyList<bool> after, PairedComparisonOptions? options = null)
    {
        options ??= PairedComparisonOptions.Default;
        options.Validate();
        double[] first = [.. before.Select(yes => yes ? 1.0 : 0)];
        double[] second = [.. after.Select(yes => yes ? 1.0 : 0)];
        Scores.Check(metric, first, second);

        int both = 0, onlyBefore = 0, onlyAfter = 0, neither = 0;
        for (var i = 0; i < first.Length; i++)
        {
            switch (before[i], after[i])
            {
                case (true, true): both++; break;
                case (true, false): onlyBefore++; break;
                case (false, true): onlyAfter++; break;
                default: neither++; break;
            }
        }

        double n = first.Length;
        var changed = onlyBefore + onlyAfter;
        var p = McNemar.Exact(onlyBefore, onlyAfter).PValue;
        var difference = (onlyAfter - onlyBefore) / n;
        var spread = Math.Sqrt((changed / n - difference * difference) * n / (n - 1));
        var alpha = 1 - options.Level;
        return new PairedComparison
        {
            Metric = metric,
            IsShare = true,
            Count = first.Length,
            Before = (both + onlyBefore) / n,
            After = (both + onlyAfter) / n,
            Difference = difference,
            Interval = PairedShareInterval.Difference(both, onlyBefore, onlyAfter, neither, options.Level),
            Test = PairedTest.McNemar,
            PValue = p,
            AdjustedPValue = p,
            EffectSize = difference == 0 ? 0 : difference / spread,
            RankBiserial = changed == 0 ? 0 : (double)(onlyAfter - onlyBefore) / changed,
            Rises = onlyAfter,
            Falls = onlyBefore,
            PromptsNeeded = PromptsFor(onlyBefore / n, onlyAfter / n, options.Power, alpha),
            VisibleDifference = spread > 0 ? TTestPower.EffectSize(n, options.Power, alpha) * spread : null,
            EquivalencePValue = options.EquivalenceMargin is { } margin ? EquivalenceTest.Paired(second, first, -margin, margin).PValue : null,
            Options = options,
        };
    }

    /// <summary>
    /// Prompts that McNemar's test needs (Connor 1987, eq. 3): [z_(alpha/2) sqrt(s) + z_(1-power) sqrt(s - d^2)]^2 / d^2 for the share s of prompts
    /// that change and the difference d of the shares that change either way.
    /// </summary>
    internal static int? PromptsFor(double yesToNo, double noToYes, double power, double alpha)
    {
        double s = yesToNo + noToYes, d = noToYes - yesToNo;
        if (d == 0)
        {
            return null;
        }

        var root = -NormalDistribution.Quantile(alpha / 2) * Math.Sqrt(s) + NormalDistribution.Quantile(power) * Math.Sqrt(s - d * d);
        var n = Math.Ceiling(root * root / (d * d));
        return n > int.MaxValue ? null : Math.Max(2, (int)n);
    }
}
