namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The permutation test of paired values (Fisher 1935, sec. 21): if nothing changed, each difference was as likely to have the other sign.
/// It asks about the mean difference and assumes nothing about the shape of the distribution.
/// </summary>
public static class SignFlipTest
{
    /// <summary>Up to this many non-zero differences every sign assignment is counted; above, assignments are drawn.</summary>
    public const int ExactUpTo = 16;

    /// <summary>Compares the mean difference x - y with its values over all (or many random) assignments of signs.</summary>
    /// <remarks>
    /// Drawn assignments give p = (1 + hits) / (1 + draws), which is never 0 (Phipson and Smyth 2010). Two-sided is twice the smaller tail.
    /// </remarks>
    /// <param name="differences">x - y of each pair; finite.</param>
    /// <param name="draws">How many assignments to draw where there are too many to count.</param>
    /// <param name="random">The source of the draws.</param>
    /// <param name="alternative">What is asked about the mean difference against zero.</param>
    /// <returns>The mean difference and the p value; p is 1 when no pair differs.</returns>
    /// <exception cref="ArgumentException">There is no pair, a difference is not finite, or there are no draws.</exception>
    public static TestResult MeanDifference(
        IReadOnlyList<double> differences, int draws, SeededRandom random, Alternative alternative = Alternative.TwoSided)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (differences.Count == 0 || differences.Any(d => !double.IsFinite(d)))
        {
            throw new ArgumentException("A sign-flip test needs at least one pair, and finite differences only.", nameof(differences));
        }

        var moved = differences.Where(d => d != 0).ToArray();
        var observed = Descriptive.Sum(moved);
        var slack = 1e-12 * moved.Sum(Math.Abs); // assignments that are equal but for rounding count as equal
        long atLeast = 0, atMost = 0, total;
        if (moved.Length <= ExactUpTo)
        {
            total = 1L << moved.Length;
            for (var signs = 0UL; signs < (ulong)total; signs++)
            {
                Count(Flipped(moved, signs));
            }
        }
        else
        {
            total = draws + 1L;
            (atLeast, atMost) = (1, 1); // the observed assignment is one of them
            var words = new ulong[(moved.Length + 63) / 64];
            for (var draw = 0; draw < draws; draw++)
            {
                var sum = 0.0;
                for (var w = 0; w < words.Length; w++)
                {
                    sum += Flipped(moved.AsSpan(64 * w, Math.Min(64, moved.Length - 64 * w)), random.NextUInt64());
                }

                Count(sum);
            }
        }

        double greater = (double)atLeast / total, less = (double)atMost / total;
        var p = alternative switch
        {
            Alternative.Less => less,
            Alternative.Greater => greater,
            _ => Math.Min(1, 2 * Math.Min(less, greater)),
        };
        return new(Descriptive.Mean(differences), p);

        void Count(double sum)
        {
            atLeast += sum >= observed - slack ? 1 : 0;
            atMost += sum <= observed + slack ? 1 : 0;
        }
    }

    private static double Flipped(ReadOnlySpan<double> values, ulong signs)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(values[i]) ^ ((signs >> i) << 63);
            sum += BitConverter.UInt64BitsToDouble(bits);
        }

        return sum;
    }
}
