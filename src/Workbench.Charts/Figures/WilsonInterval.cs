namespace Workbench.Charts;

/// <summary>The interval of a share (Wilson 1927): unlike the plain one it stays inside 0 to 1 and is honest about small counts.</summary>
internal static class WilsonInterval
{
    private const double Z95 = 1.959963984540054;

    /// <summary>The 95 % interval (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).</summary>
    /// <param name="share">The observed share p, 0 to 1.</param>
    /// <param name="count">The number of observations n, at least 1.</param>
    internal static (double Low, double High) Of(double share, int count)
    {
        double z2 = Z95 * Z95 / count;
        double middle = (share + z2 / 2) / (1 + z2);
        double half = Z95 / (1 + z2) * Math.Sqrt(share * (1 - share) / count + z2 / (4 * count));
        return (Math.Min(share, middle - half), Math.Max(share, middle + half));
    }
}
