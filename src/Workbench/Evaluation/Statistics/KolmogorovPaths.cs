namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The exact two-sample Kolmogorov-Smirnov distribution (Hodges 1958): the ordering of the pooled sample is a random path from (0, 0) to
/// (n1, n2), and the distance is at least d when the path leaves a band around the diagonal.
/// </summary>
internal static class KolmogorovPaths
{
    /// <summary>
    /// The share of paths that touch or leave the band. q(i, j) is that share among paths to (i, j); the last step came from (i - 1, j) with
    /// probability i / (i + j), so that only probabilities are added (Viehmann 2021).
    /// </summary>
    public static double Outside(int n1, int n2, double distance, bool oneSided)
    {
        // |i / n1 - j / n2| >= d in whole numbers: |i n2 - j n1| >= h
        var h = (long)Math.Round(distance * n1 * n2);
        if (h <= 0)
        {
            return 1;
        }

        var column = new double[n2 + 1];
        for (var i = 0; i <= n1; i++)
        {
            for (var j = 0; j <= n2; j++)
            {
                var lead = (long)i * n2 - (long)j * n1;
                column[j] = lead >= h || (!oneSided && -lead >= h) ? 1
                    : i + j == 0 ? 0
                    : ((i > 0 ? i * column[j] : 0) + (j > 0 ? j * column[j - 1] : 0)) / (i + j);
            }
        }

        return column[n2];
    }
}
