using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

/// <summary>What must hold of every formula for any rewards, values, log-probabilities and masks. A failure prints its seed and the smallest case.</summary>
public sealed class PropertyTests
{
    /// <summary>Two tables of the same shape and a right-padded mask with a token in every row.</summary>
    private sealed record Case(double[] X, double[] Y, int[] Lengths, int Width)
    {
        public Tensor First => tensor(X, [Lengths.Length, Width]);

        public Tensor Second => tensor(Y, [Lengths.Length, Width]);

        public Tensor Mask => tensor([.. Lengths.SelectMany(length => Enumerable.Range(0, Width).Select(t => t < length))], [Lengths.Length, Width]);
    }

    private static readonly Gen<double> Number = Gen.Choose(-800, 800).Select(i => i / 200.0);

    private static readonly Arbitrary<Case> Cases =
        (from rows in Gen.Choose(1, 5)
         from width in Gen.Choose(1, 7)
         from x in Number.ArrayOf(rows * width)
         from y in Number.ArrayOf(rows * width)
         from lengths in Gen.Choose(1, width).ArrayOf(rows)
         select new Case(x, y, lengths, width)).ToArbitrary();

    private static readonly Arbitrary<(double[] Rewards, int Size)> Groups =
        (from size in Gen.Choose(2, 5)
         from groups in Gen.Choose(1, 4)
         from rewards in Number.ArrayOf(size * groups)
         select (rewards, size)).ToArbitrary();

    [Fact]
    public void AdvantagesPlusValuesAreTheReturnsAndWithLambdaOneTheReturnsAreSumsOfRewards() => Holds(Cases, c =>
    {
        var (advantages, returns) = Advantages.Gae(c.First, c.Second, c.Mask, gamma: 1, lambda: 1);
        var sums = Advantages.DiscountedSuffixSums(Masked.Fill(c.First, c.Mask), 1);
        return Same(returns, advantages + Masked.Fill(c.Second, c.Mask)) && Same(returns, Masked.Fill(sums, c.Mask));
    });

    [Fact]
    public void TheProductOfGaeIsTheRecursion() => Holds(Cases, c =>
    {
        const double gamma = 0.9, lambda = 0.8;
        var (advantages, _) = Advantages.Gae(c.First, c.Second, c.Mask, gamma, lambda);
        var (found, rewards, values) = (Check.Numbers(advantages), c.X, c.Y);
        for (var row = 0; row < c.Lengths.Length; row++)
        {
            var (next, nextValue) = (0.0, 0.0);
            for (var t = c.Lengths[row] - 1; t >= 0; t--)
            {
                var i = row * c.Width + t;
                next = rewards[i] + gamma * nextValue - values[i] + gamma * lambda * next;
                nextValue = values[i];
                if (Math.Abs(next - found[i]) > 1e-9)
                {
                    return false;
                }
            }
        }

        return true;
    });

    [Fact]
    public void WhatStandsBehindTheMaskChangesNothing() => Holds(Cases, c =>
    {
        var noise = c.First.masked_fill(c.Mask.logical_not(), double.NaN);
        Tensor[] Of(Tensor x) =>
        [
            Masked.Mean(x, c.Mask), Masked.Variance(x, c.Mask, unbiased: false), Masked.RowMean(x, c.Mask), Masked.Whiten(x, c.Mask, unbiased: false),
            Advantages.Gae(x, c.Second, c.Mask).Advantages, RewardShaping.PerToken(zeros([c.Lengths.Length], ScalarType.Float64), x, c.Mask, 0.1),
            PpoLoss.Policy(x, c.Second, c.Second, c.Mask).Loss, PpoLoss.Value(x, c.Second, c.Second, c.Mask).Loss,
            KlPenalty.Loss(x, c.Second, c.Mask), EntropyBonus.Loss(x, c.Mask),
        ];
        return Of(c.First).Zip(Of(noise)).All(pair => Same(pair.First, pair.Second));
    });

    [Fact]
    public void WhiteningForgetsShiftAndScale() => Holds(Cases, c =>
        c.Lengths.Sum() < 2 || Spread(c) < 0.1
        || Same(Masked.Whiten(c.First, c.Mask, epsilon: 0), Masked.Whiten(c.First * 3 + 7, c.Mask, epsilon: 0))
            && Same(Masked.Whiten(c.First, c.Mask, shiftMean: false, epsilon: 0), Masked.Whiten(c.First, c.Mask, epsilon: 0)
                + Masked.Fill(Masked.Mean(c.First, c.Mask).expand_as(c.First), c.Mask)));

    [Fact]
    public void TheEstimatorsOfTheDivergenceKeepTheirSigns() => Holds(Cases, c =>
    {
        Tensor Of(KlEstimator estimator) => KlPenalty.PerToken(c.First, c.Second, estimator);
        var exchanged = KlPenalty.PerToken(c.Second, c.First);
        return Same(Of(KlEstimator.K1), -exchanged) && Same(Of(KlEstimator.Abs), Of(KlEstimator.K1).abs())
            && Check.Numbers(Of(KlEstimator.K3)).All(kl => kl >= 0) && Check.Numbers(Of(KlEstimator.K2)).All(kl => kl >= 0);
    });

    [Fact]
    public void TheRewardsOfAResponseSumToItsScoreLessBetaTimesItsDivergence() => Holds(Cases, c =>
    {
        var scores = c.Second.select(1, 0);
        return new[] { ScorePlacement.LastToken, ScorePlacement.AfterLastToken }.All(placement => Same(
            RewardShaping.PerToken(scores, c.First, c.Mask, 0.3, placement).sum(-1), scores - 0.3 * Masked.RowSum(c.First, c.Mask)));
    });

    [Fact]
    public void TheClippedLossIsNeverBelowThePlainOneAndTheDualClipNeverAboveTheClippedOne() => Holds(Cases, c =>
    {
        double Loss(double? clip, double? dual = null) => Check.Number(PpoLoss.Policy(c.First, c.Second, c.First - c.Second, c.Mask, clip, dual).Loss);
        return Loss(0.2) >= Loss(null) - 1e-9 && Loss(0.2, 3) <= Loss(0.2) + 1e-9;
    });

    [Fact]
    public void GroupAdvantagesSumToZeroAndRlooIsTheCentredRewardTimesItsFactor() => Holds(Groups, g =>
    {
        var rewards = tensor(g.Rewards);
        var centred = Grpo.Advantages(rewards, g.Size, GroupScale.None);
        return Same(centred.view(-1, g.Size).sum(-1), zeros([g.Rewards.Length / g.Size], ScalarType.Float64))
            && Same(Rloo.Advantages(rewards, g.Size), centred * g.Size / (g.Size - 1.0))
            && Same(centred, Grpo.Advantages(rewards + 5, g.Size, GroupScale.None));
    });

    [Fact]
    public void SwappingAPairSwapsItsRewardsAndMirrorsTheSigmoidLoss() => Holds(Cases, c =>
    {
        var (a, b) = (c.First.flatten(), c.Second.flatten());
        var none = zeros_like(a);
        var (forth, back) = (Dpo.Loss(a, b, none, none), Dpo.Loss(b, a, none, none));
        return Same(forth.ChosenRewards, back.RejectedRewards) && Same(forth.Losses - back.Losses, -(forth.ChosenRewards - forth.RejectedRewards));
    });

    [Fact]
    public void TheExpectedBestOfNGrowsWithNFromTheMeanToTheMaximum() => Holds(Groups, g =>
    {
        double[] best = [.. Enumerable.Range(1, g.Rewards.Length).Select(n => BestOfN.ExpectedMaximum(g.Rewards, n))];
        return Math.Abs(best[0] - g.Rewards.Average()) < 1e-9 && Math.Abs(best[^1] - g.Rewards.Max()) < 1e-9
            && best.Zip(best.Skip(1)).All(pair => pair.Second >= pair.First - 1e-9);
    });

    [Fact]
    public void RunningMomentsDoNotDependOnHowTheScoresCameInBatches() => Holds(Groups, g =>
    {
        var whole = new RunningMoments().Add(g.Rewards);
        var parts = g.Rewards.Chunk(g.Size).Aggregate(new RunningMoments(), (moments, batch) => moments.Add(batch));
        return whole.Count == parts.Count && Math.Abs(whole.Mean - parts.Mean) < 1e-9 && Math.Abs(whole.Variance - parts.Variance) < 1e-9;
    });

    private static double Spread(Case c) => Check.Number(Masked.Variance(c.First, c.Mask, unbiased: false));

    private static bool Same(Tensor expected, Tensor actual) => Check.Numbers(expected).Zip(Check.Numbers(actual))
        .All(pair => Math.Abs(pair.First - pair.Second) <= 1e-8 * Math.Max(1, Math.Abs(pair.First)));

    private static void Holds<T>(Arbitrary<T> cases, Func<T, bool> property) => Prop.ForAll(cases, value =>
    {
        using var scope = NewDisposeScope();
        return property(value);
    }).QuickCheckThrowOnFailure();
}
