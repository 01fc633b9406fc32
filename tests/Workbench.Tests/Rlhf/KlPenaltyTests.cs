using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class KlPenaltyTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void EachEstimatorHasItsFormula()
    {
        var (policy, reference) = (tensor(new[] { -1.0, -2 }), tensor(new[] { -1.5, -1 }));
        Check.Equal(tensor(new[] { 0.5, -1 }), KlPenalty.PerToken(policy, reference));
        Check.Equal(tensor(new[] { 0.125, 0.5 }), KlPenalty.PerToken(policy, reference, KlEstimator.K2));
        Check.Equal(tensor(new[] { Math.Exp(-0.5) - 1 + 0.5, Math.Exp(1) - 1 - 1 }), KlPenalty.PerToken(policy, reference, KlEstimator.K3));
        Check.Equal(tensor(new[] { 0.5, 1 }), KlPenalty.PerToken(policy, reference, KlEstimator.Abs));
    }

    [Fact]
    public void K1AndK3AverageToTheExactDivergenceAndK3IsNeverNegative()
    {
        var policy = LogProbs.OverVocabulary(draw.Normal(1, 1, 6));
        var reference = LogProbs.OverVocabulary(draw.Normal(1, 1, 6));
        var exact = Check.Number(KlPenalty.Full(policy, reference));
        var probabilities = policy.exp();
        Assert.True(exact > 0);
        Assert.Equal(exact, Check.Number((probabilities * KlPenalty.PerToken(policy, reference)).sum()), 10);
        var k3 = KlPenalty.PerToken(policy, reference, KlEstimator.K3);
        Assert.Equal(exact, Check.Number((probabilities * k3).sum()), 10);
        Assert.All(Check.Numbers(k3), value => Assert.True(value >= 0));
    }

    [Fact]
    public void EqualDistributionsHaveNoDivergence()
    {
        var logProbs = LogProbs.OverVocabulary(draw.Normal(2, 3, 5));
        Check.Equal(zeros([2, 3], ScalarType.Float64), KlPenalty.Full(logProbs, logProbs));
    }

    [Fact]
    public void ATokenThePolicyNeverUsesAddsNothing()
    {
        var policy = LogProbs.OverVocabulary(tensor(new[] { 0, 0, double.NegativeInfinity }, [1, 3]));
        var reference = LogProbs.OverVocabulary(tensor(new[] { 0.0, 0, 0 }, [1, 3]));
        Assert.Equal(Math.Log(1.5), Check.Number(KlPenalty.Full(policy, reference)), 12);
    }

    [Fact]
    public void GradientsAreRight()
    {
        var reference = draw.Normal(2, 3);
        foreach (var estimator in new[] { KlEstimator.K1, KlEstimator.K2, KlEstimator.K3, KlEstimator.Abs })
        {
            Check.Gradient(x => KlPenalty.PerToken(x, reference, estimator).sum(), draw.Normal(2, 3));
        }

        var all = LogProbs.OverVocabulary(draw.Normal(2, 2, 4));
        Check.Gradient(x => KlPenalty.Full(LogProbs.OverVocabulary(x), all).sum(), draw.Normal(2, 2, 4));
    }

    [Fact]
    public void AsALossK2HasTheGradientOfTheDivergenceAndK1None()
    {
        // The mean over all tokens, each as often as the policy samples it.
        var reference = LogProbs.OverVocabulary(draw.Normal(1, 6));
        var start = draw.Normal(1, 6);
        Tensor Expected(KlEstimator estimator)
        {
            var logits = start.clone().requires_grad_();
            var all = LogProbs.OverVocabulary(logits);
            (all.detach().exp() * KlPenalty.PerToken(all, reference, estimator)).sum().backward();
            return logits.grad!;
        }

        var exact = start.clone().requires_grad_();
        KlPenalty.Full(LogProbs.OverVocabulary(exact), reference).sum().backward();
        Check.Equal(exact.grad!, Expected(KlEstimator.K2), 1e-10);
        Check.Equal(zeros([1, 6], ScalarType.Float64), Expected(KlEstimator.K1), 1e-10);
    }

    [Fact]
    public void ALossIsTheMeanOverRealTokensWithItsGradient()
    {
        var (reference, mask) = (draw.Normal(3, 4), draw.Mask(3, 4));
        foreach (var estimator in new[] { KlEstimator.K1, KlEstimator.K2, KlEstimator.K3, KlEstimator.Abs })
        {
            Check.Gradient(x => KlPenalty.Loss(x, reference, mask, estimator), draw.Normal(3, 4));
            var policy = draw.Normal(3, 4);
            Check.Equal(
                Masked.Mean(KlPenalty.PerToken(policy, reference, estimator), mask),
                KlPenalty.Loss(policy.masked_fill(mask.logical_not(), double.NaN), reference, mask, estimator));
        }
    }

    [Fact]
    public void ATokenThePolicyNeverUsesHasNoGradient()
    {
        var policy = tensor(new[] { Math.Log(0.5), Math.Log(0.5), double.NegativeInfinity }, [1, 3]).requires_grad_();
        KlPenalty.Full(policy, LogProbs.OverVocabulary(zeros([1, 3], ScalarType.Float64))).sum().backward();
        var gradient = Check.Numbers(policy.grad!);
        Assert.All(gradient, number => Assert.True(double.IsFinite(number)));
        Assert.Equal(0, gradient[2]);
    }

    [Fact]
    public void FullIsNotComputedFromTokensAlone()
    {
        var logProbs = draw.Normal(2, 3);
        Assert.Throws<ArgumentException>(() => KlPenalty.PerToken(logProbs, logProbs, KlEstimator.Full));
    }
}
