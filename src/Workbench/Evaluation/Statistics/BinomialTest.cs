namespace Workbench.Evaluation.Statistics;

/// <summary>The exact test of a share (Clopper and Pearson 1934): are k of n hits more or fewer than a probability p gives?</summary>
public static class BinomialTest
{
    /// <summary>
    /// The p value of <paramref name="successes"/> out of <paramref name="trials"/>. Two-sided, it sums every outcome that is at most as
    /// likely as the observed one.
    /// </summary>
    /// <param name="successes">In 0 … <paramref name="trials"/>.</param>
    /// <param name="trials">At least 0.</param>
    /// <param name="probability">The share when there is no effect, in [0, 1].</param>
    /// <param name="alternative">What is asked about the share against <paramref name="probability"/>.</param>
    /// <returns>The observed share and the p value; without trials the share is NaN and p is 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the probability lie outside their ranges.</exception>
    public static TestResult Exact(
        long successes, long trials, double probability = 0.5, Alternative alternative = Alternative.TwoSided)
    {
        Proportion.Check(successes, trials, allowNone: true);
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        }

        var p = alternative switch
        {
            Alternative.Less => Binomial.Cdf(successes, trials, probability),
            Alternative.Greater => Binomial.UpperTail(successes, trials, probability),
            _ => TwoSided(successes, trials, probability),
        };
        return new((double)successes / trials, Math.Min(1, p));
    }

    private static double TwoSided(long k, long n, double p)
    {
        if (k == p * n)
        {
            return 1;
        }

        // The other tail starts at the first outcome that is not likelier than k; the slack absorbs rounding.
        var limit = Binomial.Mass(k, n, p) * (1 + 1e-7);
        if (k < p * n)
        {
            var first = FirstTrue((long)Math.Ceiling(p * n), n + 1, i => Binomial.Mass(i, n, p) <= limit);
            return Binomial.Cdf(k, n, p) + Binomial.UpperTail(first, n, p);
        }

        var last = (long)Math.Floor(p * n) - FirstTrue(0, (long)Math.Floor(p * n) + 1, i => Binomial.Mass((long)Math.Floor(p * n) - i, n, p) <= limit);
        return Binomial.Cdf(last, n, p) + Binomial.UpperTail(k, n, p);
    }

    // The smallest i in [low, high) for which the condition holds, high where none does; once true it stays true.
    private static long FirstTrue(long low, long high, Func<long, bool> condition)
    {
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (condition(middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
