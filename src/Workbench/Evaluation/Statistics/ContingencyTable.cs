namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of a test of independence.</summary>
/// <param name="Statistic">The chi-squared (or other) statistic.</param>
/// <param name="PValue">From the chi-squared distribution.</param>
/// <param name="DegreesOfFreedom">(rows - 1) (columns - 1).</param>
/// <param name="Expected">The counts to be expected if rows and columns have nothing to do with each other.</param>
public sealed record IndependenceResult(double Statistic, double PValue, int DegreesOfFreedom, double[,] Expected);

/// <summary>Are the rows and the columns of a table of counts independent (Pearson 1900)?</summary>
public static class ContingencyTable
{
    /// <summary>Tests a table of counts.</summary>
    /// <param name="counts">Rows and columns; no row or column may be empty.</param>
    /// <param name="correction">For one degree of freedom, moves each count up to one half towards the expected one (Yates 1934).</param>
    /// <param name="lambda">Which statistic, see <see cref="PowerDivergence"/>.</param>
    /// <exception cref="ArgumentException">A count is negative, or an expected count is zero.</exception>
    public static IndependenceResult Independence(double[,] counts, bool correction = true, double lambda = PowerDivergence.Pearson)
    {
        int rows = counts.GetLength(0), columns = counts.GetLength(1);
        double[] rowSums = new double[rows], columnSums = new double[columns];
        var total = 0.0;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                if (!(counts[r, c] >= 0))
                {
                    throw new ArgumentException($"The count in row {r}, column {c} is {counts[r, c]}; counts must not be negative.", nameof(counts));
                }

                rowSums[r] += counts[r, c];
                columnSums[c] += counts[r, c];
                total += counts[r, c];
            }
        }

        var expected = new double[rows, columns];
        double[] flat = new double[rows * columns], flatExpected = new double[rows * columns];
        var degreesOfFreedom = (rows - 1) * (columns - 1);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var e = expected[r, c] = rowSums[r] * columnSums[c] / total;
                if (!(e > 0))
                {
                    throw new ArgumentException($"Row {r} or column {c} of the table is empty, so that nothing is expected there.", nameof(counts));
                }

                var distance = e - counts[r, c];
                var moved = correction && degreesOfFreedom == 1 ? Math.CopySign(Math.Min(0.5, Math.Abs(distance)), distance) : 0;
                flat[r * columns + c] = counts[r, c] + moved;
                flatExpected[r * columns + c] = e;
            }
        }

        if (degreesOfFreedom == 0)
        {
            return new(0, 1, 0, expected);
        }

        var statistic = PowerDivergence.Statistic(flat, flatExpected, lambda);
        return new(statistic, ChiSquaredDistribution.UpperTail(statistic, degreesOfFreedom), degreesOfFreedom, expected);
    }
}
