using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>A reward for not yet having decided (Williams and Peng 1991; Schulman et al. 2017, eq. 9).</summary>
public static class EntropyBonus
{
    /// <summary>L = -mean H_t over real tokens, H_t the entropy of the policy over the vocabulary; to be multiplied by the bonus's coefficient.</summary>
    /// <remarks>
    /// TRL 0.11.4, PPOv2, torchtune and the N+ paper have none: the KL penalty already keeps the policy wide. OpenRLHF (`entropy_loss_coef`) has it.
    /// </remarks>
    /// <param name="entropy">Of each position, with its gradient, as <see cref="LogProbs.Entropy"/> gives it, [B, R].</param>
    /// <param name="mask">True at generated tokens, [B, R].</param>
    /// <returns>Scalar, at most 0.</returns>
    /// <exception cref="ArgumentException">The mask is not boolean or the shapes differ.</exception>
    public static Tensor Loss(Tensor entropy, Tensor mask)
    {
        using var mean = Masked.Mean(entropy, mask);
        return -mean;
    }
}
