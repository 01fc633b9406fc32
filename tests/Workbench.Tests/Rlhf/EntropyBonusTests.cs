using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class EntropyBonusTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(12);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ItIsMinusTheMeanEntropyOfRealTokens()
    {
        var entropy = tensor(new[] { 1.0, 2, double.NaN }, [1, 3]);
        Check.Equal(full([], -1.5, ScalarType.Float64), EntropyBonus.Loss(entropy, tensor(new[] { true, true, false }, [1, 3])));
    }

    [Fact]
    public void DescendingItFlattensTheDistribution()
    {
        var mask = draw.Mask(2, 3);
        var logits = draw.Normal(2, 3, 5).requires_grad_();
        var before = EntropyBonus.Loss(LogProbs.Entropy(logits), mask);
        before.backward();
        var moved = logits.detach() - 0.1 * logits.grad!;
        Assert.True(Check.Number(EntropyBonus.Loss(LogProbs.Entropy(moved), mask)) < Check.Number(before));
        Check.Gradient(x => EntropyBonus.Loss(LogProbs.Entropy(x, 0.7), mask), draw.Normal(2, 3, 5));
    }
}
