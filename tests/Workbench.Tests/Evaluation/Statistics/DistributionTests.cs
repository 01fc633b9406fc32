using Workbench.Evaluation.Statistics;

namespace Workbench.Tests.Evaluation.Statistics;

/// <summary>Against values computed with 30 digits from the definitions (incomplete beta function; integral over the chi distribution).</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(1.5, 7, 0.0886492434949850166)]
    [InlineData(40, 3, 0.0000171903403945792641)]
    [InlineData(1e-5, 1, 0.499996816901138268)]
    [InlineData(0.3, 1e5, 0.382088889595168821)]
    [InlineData(6, 2500, 1.12967837217896925e-9)]
    [InlineData(30, 3589, 6.15559117980384699e-177)]
    public void Tails_of_t_keep_their_relative_accuracy(double t, double df, double expected)
    {
        Near(expected, StudentT.UpperTail(t, df), 1e-12);
        Near(1 - expected, StudentT.UpperTail(-t, df), 1e-14);
    }

    [Theory]
    [InlineData(0.01, 2, 6.96455673428327411)]
    [InlineData(0.025, 10, 2.22813885198627472)]
    [InlineData(1e-12, 3, 10331.1082442924862)]
    [InlineData(0.0005, 1, 636.619248768719603)]
    [InlineData(0.1, 1e6, 1.28155241212993845)]
    public void Quantiles_of_t_are_right_to_the_last_digits(double tail, double df, double expected)
    {
        Near(expected, StudentT.UpperQuantile(tail, df), 1e-12);
        Near(-expected, StudentT.Quantile(tail, df), 1e-12);
    }

    [Fact]
    public void T_has_its_limits()
    {
        Assert.Equal(0, StudentT.UpperTail(double.PositiveInfinity, 3));
        Assert.Equal(1, StudentT.UpperTail(double.NegativeInfinity, 3));
        Assert.Equal(0.5, StudentT.UpperTail(0, 3));
        Assert.True(double.IsNaN(StudentT.UpperTail(1, 0)));
        Assert.Equal(NormalDistribution.UpperTail(1.3), StudentT.UpperTail(1.3, double.PositiveInfinity));
        Near(3e-200, StudentT.UpperTail(1e100, 2) * 6, 1e-9); // 1 / (2 t^2)
    }

    [Theory]
    [InlineData(2.0, 10, 1.5, 0.6591540724421908)]
    [InlineData(-1.0, 5, 2.0, 0.002316375654075119)]
    [InlineData(12.7, 1, 3.0, 0.8138032180076041)]
    [InlineData(1.98, 99, 2.8, 0.2069709858932803)]
    [InlineData(2.2, 30, -1.0, 0.9989130266883488)]
    public void The_noncentral_t_agrees_with_its_integral(double t, double df, double noncentrality, double expected)
    {
        Assert.Equal(expected, NoncentralT.Cdf(t, df, noncentrality), 1e-12);
        Assert.Equal(1 - expected, NoncentralT.UpperTail(t, df, noncentrality), 1e-12);
    }

    [Fact]
    public void The_noncentral_t_is_smooth_where_it_changes_its_formula()
    {
        var df = 40.0;
        var below = NoncentralT.Cdf(1e6, df, 999_999);
        var above = NoncentralT.Cdf(1e6 + 2, df, 1_000_001);
        Assert.Equal(below, above, 1e-6);
        Assert.InRange(below, 0.4, 0.6);
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.1, 0.204832764699133458)]
    [InlineData(2, 3, 0.7, 0.916299999999999966)]
    [InlineData(1000, 3, 0.999, 0.91942240963979543)]
    public void The_incomplete_beta_function_and_its_inverse_agree(double a, double b, double x, double expected)
    {
        Near(expected, IncompleteBeta.Regularized(a, b, x), 1e-12);
        Near(x, IncompleteBeta.Inverse(a, b, IncompleteBeta.Regularized(a, b, x)), 1e-10);
        Assert.Equal(1, IncompleteBeta.Regularized(a, b, x) + IncompleteBeta.Regularized(b, a, 1 - x, x), 1e-14);
    }

    [Fact]
    public void Exact_null_distributions_count_every_outcome()
    {
        // all sign assignments of 9 ranks, all splits of 4 + 5 values, one by one
        for (long w = 0; w <= 45; w++)
        {
            var assignments = Enumerable.Range(0, 512).Count(bits => Enumerable.Range(1, 9).Sum(r => (bits >> (r - 1) & 1) * r) <= w);
            Assert.Equal(assignments / 512.0, SignedRankDistribution.Cdf(w, 9), 1e-14);
        }

        for (var u = 0; u <= 20; u++)
        {
            var splits = Enumerable.Range(0, 512).Where(bits => int.PopCount(bits) == 4).ToArray();
            var atLeast = splits.Count(bits => Enumerable.Range(1, 9).Sum(r => (bits >> (r - 1) & 1) * r) - 10 >= u);
            Assert.Equal(atLeast / (double)splits.Length, MannWhitneyDistribution.UpperTail(4, 5, u), 1e-14);
        }
    }

    private static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, found {actual:R}");
}
