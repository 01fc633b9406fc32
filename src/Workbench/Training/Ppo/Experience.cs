using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>What the updates of an iteration learn from. All tensors are [B, R] and carry no gradient.</summary>
/// <param name="Rollout">Where it comes from.</param>
/// <param name="Mask">True at tokens that are rewarded and trained on.</param>
/// <param name="ValueMask">True where a value counts; the same as <paramref name="Mask"/> but for scores placed after the last token.</param>
/// <param name="LogProbs">Of the policy that sampled.</param>
/// <param name="ReferenceLogProbs">Of the frozen reference.</param>
/// <param name="Values">Of the value head when the tokens were sampled; 0 outside the value mask.</param>
/// <param name="Kl">Divergence at each token, as <see cref="KlOptions.Estimator"/> measures it.</param>
/// <param name="Scores">One a response, after penalties, scaling and clipping, [B].</param>
/// <param name="NonScoreRewards">-beta KL, before whitening of rewards; 0 where the KL is part of the loss instead.</param>
/// <param name="Rewards">The same plus the scores, before whitening of rewards.</param>
/// <param name="Advantages">Whitened if that is done over the batch; 0 outside the mask.</param>
/// <param name="Returns">Advantages before whitening plus values; 0 outside the value mask.</param>
public sealed record Experience(
    Rollout Rollout, Tensor Mask, Tensor ValueMask, Tensor LogProbs, Tensor ReferenceLogProbs, Tensor Values, Tensor Kl, Tensor Scores,
    Tensor NonScoreRewards, Tensor Rewards, Tensor Advantages, Tensor Returns) : IDisposable
{
    /// <summary>beta, for a KL term inside the loss.</summary>
    public double KlCoefficient { get; init; }

    /// <summary>What leaves the policy's frozen lower layers, as <see cref="PpoTrunk.Table"/> lays it out; null where there are none.</summary>
    internal Tensor? Trunk { get; init; }

    /// <summary>Frees the tensors, not the rollout's.</summary>
    public void Dispose()
    {
        Trunk?.Dispose();
        foreach (var tensor in new[]
        {
            Mask, ValueMask, LogProbs, ReferenceLogProbs, Values, Kl, Scores, NonScoreRewards, Rewards, Advantages, Returns,
        })
        {
            tensor.Dispose();
        }
    }
}
