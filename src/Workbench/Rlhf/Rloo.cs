using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>REINFORCE leave-one-out (Kool et al. 2019; Ahmadian et al. 2024): the other responses to the same prompt are the baseline.</summary>
public static class Rloo
{
    /// <summary>
    /// A_i = r_i - mean of the other rewards of the group = (r_i - mean of the group) G / (G - 1). A reward of NaN stands for a response that
    /// could not be scored: it counts in no mean and gets an advantage of 0.
    /// </summary>
    /// <remarks>
    /// TRL subtracts beta times the KL of the whole response from its reward first (0.11.4 `RLOOTrainer`; so does 1.16), OpenRLHF keeps the KL
    /// as a penalty of each token beside it. TRL 0.11.4 lays groups out with a stride of P; here and in TRL 1.16 a prompt's responses are neighbours.
    /// </remarks>
    /// <param name="rewards">Each prompt's responses in a row, [P G].</param>
    /// <param name="groupSize">G, at least 2.</param>
    /// <returns>[P G].</returns>
    /// <exception cref="ArgumentException">The rewards do not divide into groups.</exception>
    public static Tensor Advantages(Tensor rewards, int groupSize)
    {
        using var scope = NewDisposeScope();
        var (centred, scored) = Grpo.Centred(rewards, groupSize);
        var count = scored.sum(1, keepdim: true);

        // Multiplied first: a quotient of whole numbers would be float32, whatever the rewards are.
        return scope.MoveToOuter((centred * count / (count - 1).clamp_min(1)).flatten());
    }

    /// <summary>
    /// L = mean -min(rho A, clip(rho, 1 - clipLow, 1 + clipHigh) A) with one ratio a response,
    /// rho = exp(sum_t log pi - sum_t log pi_old) (TRL `RLOOTrainer`).
    /// </summary>
    /// <param name="logProbs">[B, R]; carries the gradient.</param>
    /// <param name="oldSequenceLogProbs">log pi_old of each response, summed over its tokens, [B].</param>
    /// <param name="advantages">[B].</param>
    /// <param name="mask">True at generated tokens, [B, R].</param>
    /// <param name="clipLow">In (0, 1).</param>
    /// <param name="clipHigh">Above 0.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Loss(
        Tensor logProbs, Tensor oldSequenceLogProbs, Tensor advantages, Tensor mask, double clipLow = 0.2, double clipHigh = 0.2)
    {
        Shapes.RequireDimensions(logProbs, 2);
        Shapes.RequireSame(oldSequenceLogProbs, advantages);
        using var scope = NewDisposeScope();
        var ratio = (Masked.RowSum(logProbs, mask) - oldSequenceLogProbs).exp();
        var clipped = ratio.clamp(1 - clipLow, 1 + clipHigh);
        return scope.MoveToOuter(-(ratio * advantages).minimum(clipped * advantages).mean());
    }
}
