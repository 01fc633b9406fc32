namespace Workbench.Evaluation.Statistics;

/// <summary>Fisher's F distribution.</summary>
internal static class FDistribution
{
    /// <summary>P(F > f) = I_(d2 / (d2 + d1 f))(d2 / 2, d1 / 2).</summary>
    public static double UpperTail(double f, double numerator, double denominator)
    {
        if (double.IsNaN(f) || !(numerator > 0) || !(denominator > 0))
        {
            return double.NaN;
        }

        if (double.IsPositiveInfinity(f))
        {
            return 0;
        }

        var scaled = numerator * Math.Max(0, f);
        return IncompleteBeta.Regularized(denominator / 2, numerator / 2, denominator / (denominator + scaled), scaled / (denominator + scaled));
    }
}
