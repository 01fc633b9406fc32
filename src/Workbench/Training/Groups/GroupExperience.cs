using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>What the updates of an iteration on groups learn from. No tensor carries a gradient.</summary>
/// <param name="Rollout">Where it comes from; the responses to a prompt are neighbours.</param>
/// <param name="Mask">True at generated tokens, [B, R].</param>
/// <param name="LogProbs">Of the policy that sampled, [B, R]; 0 outside the mask.</param>
/// <param name="ReferenceLogProbs">Of the frozen reference, [B, R]; 0 outside the mask.</param>
/// <param name="Scores">One a response, after penalties and clipping, [B].</param>
/// <param name="Advantages">One a response, [B]; for online DPO the centred scores, which only say what is best and worst.</param>
/// <param name="Units">
/// What is shuffled and learned as a whole: single responses for GRPO and RLOO, for online DPO the best and the worst response of each group.
/// </param>
public sealed record GroupExperience(
    Rollout Rollout, Tensor Mask, Tensor LogProbs, Tensor ReferenceLogProbs, Tensor Scores, Tensor Advantages,
    IReadOnlyList<IReadOnlyList<int>> Units) : IDisposable
{
    /// <summary>True at tokens that are learned from, [B, R]; null where these are all that <see cref="Mask"/> has.</summary>
    public Tensor? Learned { get; init; }

    /// <summary>Frees the tensors, not the rollout's.</summary>
    public void Dispose()
    {
        foreach (var tensor in new[] { Mask, LogProbs, ReferenceLogProbs, Scores, Advantages, Learned })
        {
            tensor?.Dispose();
        }
    }
}
