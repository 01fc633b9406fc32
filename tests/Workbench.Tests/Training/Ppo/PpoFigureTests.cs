using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class PpoFigureTests
{
    [Fact]
    public void FiguresOfPartsAreThoseOfTheWhole()
    {
        using var scope = NewDisposeScope();
        double[] returns = [1, 4, 2, 8, 5, 7], old = [0.5, 0, 3, 1, 1, 2], ratios = [1, 1.5, 0.5, 2, 1, 1];
        Tensor Of(int first, int count)
        {
            double Mean(double[] numbers) => numbers.Skip(first).Take(count).Average();
            double Variance(double[] numbers) =>
                count < 2 ? double.NaN : numbers.Skip(first).Take(count).Sum(x => Math.Pow(x - Mean(numbers), 2)) / (count - 1);
            var (policy, value) = (Mean(ratios), Mean(returns));
            return tensor(new[]
            {
                policy, value, policy + 0.1 * value, Mean(ratios), Mean(ratios), Mean(ratios), Mean(old), Mean(ratios),
                ratios.Skip(first).Take(count).Max(), Mean(ratios), Mean(ratios), Mean(old), Mean(old),
                Mean(returns), Variance(returns), Mean(old), Variance(old),
            });
        }

        var whole = Of(0, 6).data<double>().ToArray();
        foreach (var cut in new[] { 1, 2, 5 })
        {
            var pooled = PpoFigure.Pool(stack([Of(0, cut), Of(cut, 6 - cut)]), [(cut, cut), (6 - cut, 6 - cut)], 0.1).data<double>().ToArray();
            Assert.Equal(whole.Length, pooled.Length);
            for (var i = 0; i < whole.Length; i++)
            {
                Assert.Equal(whole[i], pooled[i], 12);
            }
        }
    }

    [Fact]
    public void APartWithoutPolicyTokensLeavesNoNaN()
    {
        using var scope = NewDisposeScope();
        var whole = full([17], 2.0, ScalarType.Float64);
        var empty = full([17], double.NaN, ScalarType.Float64);
        empty[1] = 2.0;
        foreach (var figure in new[] { 6, 11, 12, 13, 14, 15, 16 })
        {
            empty[figure] = 2.0;
        }

        empty[PpoFigure.MaxRatio] = 1.0;
        var pooled = PpoFigure.Pool(stack([whole, empty]), [(3, 3), (0, 1)], 0.1).data<double>().ToArray();
        Assert.DoesNotContain(pooled, double.IsNaN);
    }
}
