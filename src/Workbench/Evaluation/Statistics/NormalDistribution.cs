using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>The standard normal distribution, accurate in both tails.</summary>
public static class NormalDistribution
{
    /// <summary>P(Z &lt;= z).</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>P(Z > z).</summary>
    public static double UpperTail(double z) => Cdf(-z);

    /// <summary>The z with <see cref="Cdf"/>(z) = <paramref name="probability"/>; infinite at 0 and 1, NaN outside.</summary>
    public static double Quantile(double probability) =>
        probability switch
        {
            0 => double.NegativeInfinity,
            1 => double.PositiveInfinity,
            > 0 and < 1 => -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * probability),
            _ => double.NaN,
        };

    /// <summary>The p value of a statistic that is standard normal when there is no difference.</summary>
    internal static double PValue(double z, Alternative alternative) => alternative switch
    {
        Alternative.Less => Cdf(z),
        Alternative.Greater => UpperTail(z),
        _ => double.IsNaN(z) ? double.NaN : Math.Min(1, 2 * UpperTail(Math.Abs(z))),
    };
}
