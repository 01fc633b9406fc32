namespace Workbench.Experiments;

/// <summary>Which step's model is kept as the best.</summary>
/// <param name="Step">The step behind which it was measured, from 1.</param>
/// <param name="Figure">What it was chosen by; higher is better.</param>
internal sealed record BestModel(int Step, double Figure)
{
    /// <summary>The file beside the model.</summary>
    public const string FileName = "best.json";
}
