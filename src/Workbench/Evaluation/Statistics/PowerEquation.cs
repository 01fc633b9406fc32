using MathNet.Numerics.RootFinding;

namespace Workbench.Evaluation.Statistics;

/// <summary>Solves a power function for the quantity that is asked for; power grows with the sample size and with the effect.</summary>
internal static class PowerEquation
{
    public static double SampleSize(
        Func<double, double> powerAt, double effectSize, double power, Alternative alternative, double smallest)
    {
        if (effectSize == 0 || (alternative == Alternative.Greater && effectSize < 0) || (alternative == Alternative.Less && effectSize > 0))
        {
            return double.PositiveInfinity;
        }

        // Just above the smallest size there is no power beyond alpha.
        var low = smallest + 1e-9;
        if (powerAt(low) >= power)
        {
            return smallest;
        }

        var high = smallest + 1;
        while (powerAt(high) < power)
        {
            low = high;
            high *= 1.5;
        }

        return Solve(powerAt, power, low, high);
    }

    public static double EffectSize(Func<double, double> powerAt, double power, Alternative alternative)
    {
        var sign = alternative == Alternative.Less ? -1 : 1;
        double low = 0, high = 1e-3;
        while (powerAt(sign * high) < power)
        {
            low = high;
            high *= 1.5;
        }

        return sign * Solve(d => powerAt(sign * d), power, low, high);
    }

    public static void Check(double alpha, double? power = null)
    {
        if (!(alpha > 0 && alpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A significance level lies between 0 and 1, such as 0.05.");
        }

        if (power is { } goal && !(goal > alpha && goal < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), goal, $"The power lies between the significance level ({alpha}) and 1, such as 0.8.");
        }
    }

    public static void Above(string name, double value, double limit)
    {
        if (!(value > limit))
        {
            throw new ArgumentOutOfRangeException(name, value, $"Must be above {limit}.");
        }
    }

    private static double Solve(Func<double, double> powerAt, double goal, double low, double high) =>
        Brent.FindRoot(value => powerAt(value) - goal, low, high, 1e-12 * high, 200);
}
