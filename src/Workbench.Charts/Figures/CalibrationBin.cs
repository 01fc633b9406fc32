namespace Workbench.Charts;

/// <summary>The pairs that a model gave about the same probability.</summary>
/// <param name="Predicted">Their mean predicted probability, 0 to 1.</param>
/// <param name="Observed">The share for which it was right, 0 to 1.</param>
/// <param name="Count">How many pairs there are, at least 1.</param>
public sealed record CalibrationBin(double Predicted, double Observed, int Count)
{
    /// <summary>Checks the ranges.</summary>
    /// <exception cref="WorkbenchException">A number lies outside its range.</exception>
    internal void Check()
    {
        if (Predicted is not (>= 0 and <= 1) || Observed is not (>= 0 and <= 1) || Count < 1)
        {
            throw new WorkbenchException(FormattableString.Invariant(
                $"A calibration bin has probabilities from 0 to 1 and at least one pair; this one has {Predicted} predicted, {Observed} observed, {Count} pairs."));
        }
    }
}
