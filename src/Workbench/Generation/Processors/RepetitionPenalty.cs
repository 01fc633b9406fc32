using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>
/// Makes tokens that the row already holds less likely (Keskar et al. 2019): positive scores are divided by the penalty, negative ones
/// multiplied, once a token however often it came.
/// </summary>
/// <param name="penalty">Above 0; below 1 encourages repetition.</param>
public sealed class RepetitionPenalty(double penalty) : ILogitsProcessor
{
    private readonly double penalty = penalty > 0
        ? penalty
        : throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "Must be above 0.");

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        var ids = history.Ids;
        var seen = scores.gather(1, ids);
        return scores.scatter(1, ids, (seen * penalty).where(seen < 0, seen / penalty));
    }
}
