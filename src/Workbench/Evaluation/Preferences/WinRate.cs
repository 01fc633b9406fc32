using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Preferences;

/// <summary>A share of won comparisons with its Wilson interval.</summary>
/// <param name="Rate">In [0, 1].</param>
/// <param name="Interval">Score interval of Wilson (1927).</param>
public readonly record struct WinRateResult(double Rate, ConfidenceInterval Interval);

/// <summary>How often one model's reply is preferred, with the three ways to treat ties.</summary>
public static class WinRate
{
    /// <summary>A tie is half a win, for either side: the usual choice.</summary>
    /// <param name="wins">Comparisons won.</param>
    /// <param name="losses">Comparisons lost.</param>
    /// <param name="ties">Comparisons without a winner.</param>
    /// <param name="level">Coverage of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or all are zero.</exception>
    public static WinRateResult HalfTies(int wins, int losses, int ties, double level = 0.95)
    {
        Check(wins, losses, ties);
        return Of(wins + ties / 2.0, wins + losses + ties, level);
    }

    /// <summary>A tie is no win: the share of comparisons that were won outright.</summary>
    /// <param name="wins">Comparisons won.</param>
    /// <param name="losses">Comparisons lost.</param>
    /// <param name="ties">Comparisons without a winner.</param>
    /// <param name="level">Coverage of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or all are zero.</exception>
    public static WinRateResult TiesAsLosses(int wins, int losses, int ties, double level = 0.95)
    {
        Check(wins, losses, ties);
        return Of(wins, wins + losses + ties, level);
    }

    /// <summary>Ties are left out: the share of decided comparisons.</summary>
    /// <param name="wins">Comparisons won.</param>
    /// <param name="losses">Comparisons lost.</param>
    /// <param name="level">Coverage of the interval, in (0, 1).</param>
    /// <returns>Null where none was decided.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static WinRateResult? DecidedOnly(int wins, int losses, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wins);
        ArgumentOutOfRangeException.ThrowIfNegative(losses);
        return wins + losses == 0 ? null : Of(wins, wins + losses, level);
    }

    private static WinRateResult Of(double wins, double all, double level) => new(wins / all, ProportionInterval.Wilson(wins, all, level));

    private static void Check(int wins, int losses, int ties)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wins);
        ArgumentOutOfRangeException.ThrowIfNegative(losses);
        ArgumentOutOfRangeException.ThrowIfNegative(ties);
        ArgumentOutOfRangeException.ThrowIfZero(wins + losses + ties);
    }
}
