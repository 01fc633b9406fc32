using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

/// <summary>
/// Every formula on libtorch's meta device, which has shapes but no numbers: reading a value back or mixing devices throws there,
/// so what passes never waits for a GPU.
/// </summary>
public sealed class MetaDeviceTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Device meta = device("meta");

    public static TheoryData<string> Formulas => new(
        "log-probs", "entropy", "masked", "kl", "rewards", "advantages", "long advantages", "policy loss", "value loss", "pairs", "ratings",
        "dpo", "kto", "orpo", "grpo", "rloo", "entropy bonus", "response end");

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Formulas))]
    public void NothingIsReadBack(string formula)
    {
        var results = Run(formula);
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Equal(meta.type, result.device_type));
    }

    private Tensor[] Run(string formula)
    {
        Tensor X(params long[] shape) => empty(shape, ScalarType.Float32, meta);
        var mask = empty([2, 3], ScalarType.Bool, meta);
        var tokens = empty([2, 3], ScalarType.Int64, meta);
        switch (formula)
        {
            case "log-probs":
                var (logProbs, entropy) = LogProbs.OfTokensWithEntropy(X(2, 3, 5), tokens, 0.7);
                return [LogProbs.OfTokens(X(2, 3, 5), tokens), logProbs, entropy];
            case "entropy":
                return [LogProbs.Entropy(X(2, 3, 5))];
            case "masked":
                return [Masked.Mean(X(2, 3), mask), Masked.Variance(X(2, 3), mask), Masked.Whiten(X(2, 3), mask), Masked.RowMean(X(2, 3), mask)];
            case "kl":
                return
                [
                    KlPenalty.PerToken(X(2, 3), X(2, 3), KlEstimator.K3), KlPenalty.Full(X(2, 3, 5), X(2, 3, 5)),
                    KlPenalty.Loss(X(2, 3), X(2, 3), mask),
                ];
            case "rewards":
                return
                [
                    RewardShaping.PerToken(X(2), X(2, 3), mask, 0.1),
                    RewardShaping.PerToken(X(2), X(2, 3), mask, 0.1, ScorePlacement.AfterLastToken),
                    RewardShaping.PenaliseUnended(X(2), empty([2], ScalarType.Bool, meta), 1),
                    RewardShaping.ReplaceUnended(X(2), empty([2], ScalarType.Bool, meta)),
                    RewardShaping.Clip(X(2), 1),
                    RewardShaping.Dense(X(2, 3), X(2, 3), mask, 0.1),
                    RewardShaping.Scale(X(2), new RunningMoments(), shift: true),
                ];
            case "advantages":
                var (advantages, returns) = Advantages.Gae(X(2, 3), X(2, 3), mask);
                return [advantages, returns];
            case "long advantages":
                return [Advantages.DiscountedSuffixSums(X(2, 600), 0.9)];
            case "policy loss":
                var policy = PpoLoss.Policy(X(2, 3), X(2, 3), X(2, 3), mask, dualClip: 3);
                return [policy.Loss, policy.Ratio, policy.MeanRatio, policy.ClipFraction, policy.ApproxKl, policy.PolicyKl];
            case "value loss":
                var value = PpoLoss.Value(X(2, 3), X(2, 3), X(2, 3), mask);
                return [value.Loss, value.Error, value.ClipFraction];
            case "pairs":
                return [PairwiseLoss.BradleyTerry(X(4), X(4), X(4), 0.1), PairwiseLoss.AllPairs(X(2, 3), X(2, 3), mask), PairwiseLoss.Accuracy(X(4), X(4))];
            case "ratings":
                return [RatingLoss.SquaredError(X(4), X(4)), RatingLoss.CrossEntropy(X(2, 3), X(2, 3), mask)];
            case "dpo":
                return [.. Enum.GetValues<DpoVariant>().Select(variant => Dpo.Loss(X(4), X(4), X(4), X(4), variant: variant).Losses)];
            case "kto":
                return [Kto.Losses(X(4), X(3), X(2)), Kto.Losses(X(4), X(3), null)];
            case "orpo":
                return [Orpo.Losses(X(4), X(4))];
            case "grpo":
                return
                [
                    Grpo.Advantages(X(4), 2), Grpo.Advantages(X(4), 2, GroupScale.Batch),
                    .. Enum.GetValues<GrpoVariant>().Select(variant =>
                        Grpo.Loss(X(2, 3), X(2, 3), X(2, 3), X(2), mask, new GrpoLossOptions { Variant = variant, KlCoefficient = 0.1 })),
                ];
            case "entropy bonus":
                return [EntropyBonus.Loss(X(2, 3), mask)];
            case "response end":
                return [ResponseEnd.FirstTrue(mask), ResponseEnd.Truncate(tokens, 1, 0), ResponseEnd.Mask(tokens, 0)];
            default:
                return [Rloo.Advantages(X(4), 2), Rloo.Loss(X(2, 3), X(2), X(2), mask)];
        }
    }
}
