using Workbench.Evaluation.Statistics;

namespace Workbench.Tests.Evaluation.Statistics;

public sealed class PairedShareIntervalTests
{
    [Theory]
    [InlineData(0.05, 0.10, 0.02)]
    [InlineData(0.30, 0.15, 0.15)]
    [InlineData(0.00, 0.05, 0.00)]
    [InlineData(0.60, 0.20, 0.05)]
    public void The_interval_covers_the_true_difference_over_all_tables(double both, double onlyFirst, double onlySecond)
    {
        // the exact coverage: every table of 30 items with its probability
        const int n = 30;
        double[] p = [both, onlyFirst, onlySecond, 1 - both - onlyFirst - onlySecond];
        double covered = 0, all = 0;
        for (var a = 0; a <= n; a++)
        {
            for (var b = 0; a + b <= n; b++)
            {
                for (var c = 0; a + b + c <= n; c++)
                {
                    int[] k = [a, b, c, n - a - b - c];
                    var probability = Multinomial(n, k, p);
                    all += probability;
                    covered += PairedShareInterval.Difference(a, b, c, k[3]).Contains(onlySecond - onlyFirst) ? probability : 0;
                }
            }
        }

        Assert.Equal(1, all, 1e-9);
        Assert.InRange(covered, 0.935, 1); // more than it says where hardly any item is a yes
    }

    [Fact]
    public void Swapping_the_two_times_mirrors_the_interval()
    {
        var forth = PairedShareInterval.Difference(10, 7, 2, 31);
        var back = PairedShareInterval.Difference(10, 2, 7, 31);
        Assert.Equal(-forth.Low, back.High, 1e-15);
        Assert.Equal(-forth.High, back.Low, 1e-15);
    }

    [Fact]
    public void It_stays_within_minus_one_and_one()
    {
        Assert.InRange(PairedShareInterval.Difference(0, 5, 0, 0).Low, -1, 0);
        Assert.InRange(PairedShareInterval.Difference(0, 0, 5, 0).High, 0, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedShareInterval.Difference(0, 0, 0, 0));
    }

    private static double Multinomial(int n, int[] counts, double[] p)
    {
        var log = MathNet.Numerics.SpecialFunctions.FactorialLn(n);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0 && p[i] == 0)
            {
                return 0;
            }

            log += (counts[i] > 0 ? counts[i] * Math.Log(p[i]) : 0) - MathNet.Numerics.SpecialFunctions.FactorialLn(counts[i]);
        }

        return Math.Exp(log);
    }
}
