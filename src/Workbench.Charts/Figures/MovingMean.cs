namespace Workbench.Charts;

/// <summary>A smooth version of a noisy curve.</summary>
internal static class MovingMean
{
    /// <summary>The mean of the finite values at most half a window away; a gap where the value itself is one.</summary>
    /// <param name="values">The curve.</param>
    /// <param name="window">Width of the window in values, at least 1.</param>
    internal static double[] Of(IReadOnlyList<double> values, int window)
    {
        int half = window / 2;
        var smooth = new double[values.Count];
        for (int i = 0; i < smooth.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                smooth[i] = double.NaN;
                continue;
            }

            double sum = 0;
            int count = 0;
            for (int j = Math.Max(0, i - half); j <= Math.Min(smooth.Length - 1, i + half); j++)
            {
                if (double.IsFinite(values[j]))
                {
                    sum += values[j];
                    count++;
                }
            }

            smooth[i] = sum / count;
        }

        return smooth;
    }
}
