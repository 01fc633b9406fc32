using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Odds-ratio preference optimization (Hong et al. 2024, eq. 4 and 7; TRL 0.11.4 `ORPOTrainer.odds_ratio_loss`): no reference model.</summary>
public static class Orpo
{
    /// <summary>
    /// -log sigmoid(log odds(chosen) - log odds(rejected)),  odds(p) = p / (1 - p); the trainer adds the chosen response's own loss.
    /// </summary>
    /// <remarks>TRL returns the negative of this times beta and subtracts it. log(1 - p) is written so that p close to 1 keeps its digits.</remarks>
    /// <param name="policyChosen">log pi(chosen) averaged over tokens, below 0, [B].</param>
    /// <param name="policyRejected">log pi(rejected) averaged over tokens, below 0, [B].</param>
    /// <returns>[B], above 0.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Losses(Tensor policyChosen, Tensor policyRejected)
    {
        Shapes.RequireSame(policyChosen, policyRejected);
        using var scope = NewDisposeScope();
        var logOdds = policyChosen - policyRejected - ((-policyChosen.expm1()).log() - (-policyRejected.expm1()).log());
        return scope.MoveToOuter(-LogSigmoid.Of(logOdds));
    }
}
