using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Kahneman-Tversky optimization (Ethayarajh et al. 2024, eq. 7; TRL 0.11.4 `KTOTrainer.kto_loss`): feedback without pairs.</summary>
public static class Kto
{
    /// <summary>
    /// 1 - sigmoid(beta (log-ratio - z)) for desirable and 1 - sigmoid(beta (z - log-ratio)) for undesirable responses,
    /// z = max(0, mean log-ratio of mismatched prompt-response pairs).
    /// </summary>
    /// <param name="desirableLogRatios">log pi - log ref of each desirable response, [N].</param>
    /// <param name="undesirableLogRatios">The same of each undesirable one, [M].</param>
    /// <param name="mismatchedLogRatios">The same for responses under other prompts, [K]; null takes z = 0.</param>
    /// <param name="beta">Above 0.</param>
    /// <param name="desirableWeight">Factor of the desirable losses.</param>
    /// <param name="undesirableWeight">Factor of the undesirable losses.</param>
    /// <returns>Losses, desirable first, [N + M].</returns>
    /// <exception cref="ArgumentException">A tensor has more than one dimension or beta is not above 0.</exception>
    public static Tensor Losses(
        Tensor desirableLogRatios, Tensor undesirableLogRatios, Tensor? mismatchedLogRatios,
        double beta = 0.1, double desirableWeight = 1, double undesirableWeight = 1)
    {
        Shapes.RequireDimensions(desirableLogRatios, 1);
        Shapes.RequireDimensions(undesirableLogRatios, 1);
        Shapes.RequirePositive(beta);
        using var scope = NewDisposeScope();
        var z = mismatchedLogRatios?.detach().mean().clamp_min(0) ?? zeros_like(desirableLogRatios.detach().sum());
        var desirable = 1 - (beta * (desirableLogRatios - z)).sigmoid();
        var undesirable = 1 - (beta * (z - undesirableLogRatios)).sigmoid();
        return scope.MoveToOuter(cat([desirableWeight * desirable, undesirableWeight * undesirable]));
    }
}
