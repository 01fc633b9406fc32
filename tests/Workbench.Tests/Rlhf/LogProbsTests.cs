using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class LogProbsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(2);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ATokensLogProbabilityIsItsLogitMinusTheLogOfTheSumOfExponentials()
    {
        var logits = draw.Normal(2, 3, 5);
        var tokens = draw.Tokens(5, 2, 3);
        var expected = logits.gather(-1, tokens.unsqueeze(-1)).squeeze(-1) - logits.exp().sum(-1).log();
        Check.Equal(expected, LogProbs.OfTokens(logits, tokens));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    public void InFloat32WithoutAGradientTheNumbersAreThoseOfDoublePrecision(double temperature)
    {
        var logits = draw.Normal(3, 100, 4001).to_type(ScalarType.Float32);
        var tokens = draw.Tokens(4001, 3, 100);
        using var off = no_grad();
        var whole = LogProbs.OverVocabulary(logits.to_type(ScalarType.Float64), temperature).gather(-1, tokens.unsqueeze(-1)).squeeze(-1);
        Check.Equal(whole, LogProbs.OfTokens(logits, tokens, temperature).to_type(ScalarType.Float64), 2e-6);
    }

    [Fact]
    public void ProbabilitiesSumToOneAtAnyTemperature()
    {
        var logits = draw.Normal(2, 3, 5) * 30;
        foreach (var temperature in new[] { 0.1, 1, 7 })
        {
            Check.Equal(ones([2, 3], ScalarType.Float64), LogProbs.OverVocabulary(logits, temperature).exp().sum(-1));
        }
    }

    [Theory]
    [InlineData(700, 3, 311, ScalarType.Float32, 2e-6)]
    [InlineData(2, 5, 70_001, ScalarType.Float32, 2e-5)]
    [InlineData(300, 5, 401, ScalarType.Float64, 0)]
    [InlineData(300, 5, 401, ScalarType.BFloat16, 0)]
    public void WithoutAGradientTheNumbersAreThoseWithOne(long batch, long response, int vocabulary, ScalarType dtype, double tolerance)
    {
        var logits = draw.Normal(response, batch, vocabulary).transpose(0, 1).to_type(dtype);
        var tokens = draw.Tokens(vocabulary, batch, response);
        var expected = LogProbs.OfTokens(logits.detach().clone().requires_grad_(), tokens, 0.7).detach();
        var actual = LogProbs.OfTokens(logits, tokens, 0.7);
        Assert.Equal(expected.dtype, actual.dtype);
        Check.Equal(expected, actual, tolerance);
    }

    [Fact]
    public void AddingAConstantToTheLogitsChangesNothing()
    {
        var logits = draw.Normal(2, 3, 5);
        var tokens = draw.Tokens(5, 2, 3);
        Check.Equal(LogProbs.OfTokens(logits, tokens), LogProbs.OfTokens(logits + 1e4, tokens), 1e-10);
        Check.Equal(LogProbs.Entropy(logits), LogProbs.Entropy(logits - 1e4), 1e-10);
    }

    [Fact]
    public void EntropyOfUniformLogitsIsTheLogOfTheNumberOfTokens()
    {
        Check.Equal(full([1], Math.Log(7), ScalarType.Float64), LogProbs.Entropy(zeros([1, 7], ScalarType.Float64)));
    }

    [Fact]
    public void BarredTokensAddNothingToEntropyAndItsGradient()
    {
        var infinity = double.NegativeInfinity;
        var logits = tensor(new[] { 0, 0, infinity, infinity }, [1, 4]).requires_grad_();
        var entropy = LogProbs.Entropy(logits);
        Assert.Equal(Math.Log(2), Check.Number(entropy), 12);
        entropy.sum().backward();
        Assert.All(Check.Numbers(logits.grad!), gradient => Assert.Equal(0, gradient, 12));
    }

    [Fact]
    public void LogProbabilitiesAndEntropyTogetherAreThoseOfTheSingleFunctions()
    {
        var logits = draw.Normal(2, 3, 5).requires_grad_();
        var tokens = draw.Tokens(5, 2, 3);
        var (logProbs, entropy) = LogProbs.OfTokensWithEntropy(logits, tokens, 0.7);
        Check.Equal(LogProbs.OfTokens(logits, tokens, 0.7), logProbs);
        Check.Equal(LogProbs.Entropy(logits / 0.7), entropy);
        Assert.True(logProbs.requires_grad);
        Assert.False(entropy.requires_grad);
    }

    [Fact]
    public void GradientsAreRight()
    {
        var tokens = draw.Tokens(5, 2, 3);
        var weights = draw.Normal(2, 3);
        Check.Gradient(x => (LogProbs.OfTokens(x, tokens, 0.7) * weights).sum(), draw.Normal(2, 3, 5));
        Check.Gradient(x => (LogProbs.OfTokensWithEntropy(x, tokens).LogProbs * weights).sum(), draw.Normal(2, 3, 5));
        Check.Gradient(x => (LogProbs.Entropy(x) * weights).sum(), draw.Normal(2, 3, 5));
    }

    [Fact]
    public void UnfittingTokensAndTemperaturesAreRefused()
    {
        var logits = draw.Normal(2, 3, 5);
        Assert.Throws<ArgumentException>(() => LogProbs.OfTokens(logits, draw.Tokens(5, 3, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogProbs.OfTokens(logits, draw.Tokens(5, 2, 3), 0));
    }
}
