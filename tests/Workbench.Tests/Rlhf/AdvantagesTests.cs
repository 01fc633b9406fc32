using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class AdvantagesTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<long, double, double> Settings => new()
    {
        { 1, 1, 0.95 }, { 7, 1, 0.95 }, { 33, 0.99, 0.9 }, { 256, 1, 0.95 }, { 257, 0.97, 0.95 }, { 700, 1, 1 }, { 5, 0, 0.5 }, { 600, 0.9, 0 },
    };

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Settings))]
    public void TheProductGivesWhatTheRecursionGives(long length, double gamma, double lambda)
    {
        var draw = new Draw((ulong)length);
        var (rewards, values, mask) = (draw.Normal(3, length), draw.Normal(3, length), draw.Mask(3, length));
        var (advantages, returns) = Advantages.Gae(rewards, values, mask, gamma, lambda);
        var (r, v, m) = (Check.Numbers(rewards), Check.Numbers(values), mask.data<bool>().ToArray());
        var expected = new double[r.Length];
        for (var row = 0; row < 3; row++)
        {
            var (next, nextValue) = (0.0, 0.0);
            for (var t = length - 1; t >= 0; t--)
            {
                var i = row * length + t;
                if (m[i])
                {
                    next = r[i] + gamma * nextValue - v[i] + gamma * lambda * next;
                    nextValue = v[i];
                    expected[i] = next;
                }
            }
        }

        Check.Equal(tensor(expected, [3, length]), advantages, 1e-10);
        Check.Equal(Masked.Fill(tensor(expected, [3, length]) + values, mask), returns, 1e-10);
    }

    [Fact]
    public void WithGammaAndLambdaOneTheReturnIsTheSumOfRewardsToCome()
    {
        var draw = new Draw(5);
        var (rewards, values) = (draw.Normal(2, 6), draw.Normal(2, 6));
        var (_, returns) = Advantages.Gae(rewards, values, ones([2, 6], ScalarType.Bool), 1, 1);
        Check.Equal(rewards.flip(1).cumsum(1).flip(1), returns, 1e-10);
    }

    [Fact]
    public void WithLambdaZeroTheAdvantageIsTheTemporalDifference()
    {
        var draw = new Draw(6);
        var (rewards, values) = (draw.Normal(1, 3), draw.Normal(1, 3));
        var (advantages, _) = Advantages.Gae(rewards, values, ones([1, 3], ScalarType.Bool), 0.9, 0);
        var next = nn.functional.pad(values.narrow(1, 1, 2), [0, 1]);
        Check.Equal(rewards + 0.9 * next - values, advantages);
    }

    [Fact]
    public void PaddingChangesNothing()
    {
        var draw = new Draw(7);
        var (rewards, values) = (draw.Normal(2, 4), draw.Normal(2, 4));
        var (plain, _) = Advantages.Gae(rewards, values, ones([2, 4], ScalarType.Bool));
        var wide = nn.functional.pad(ones([2, 4], ScalarType.Float64), [0, 3]) > 0;
        var (padded, _) = Advantages.Gae(
            nn.functional.pad(rewards, [0, 3], value: double.NaN), nn.functional.pad(values, [0, 3], value: 99), wide);
        Check.Equal(plain, padded.narrow(1, 0, 4));
        Check.Equal(zeros([2, 3], ScalarType.Float64), padded.narrow(1, 4, 3));
    }

    [Fact]
    public void NumbersOutsideTheirRangeAreRefused()
    {
        var x = zeros([2, 3], ScalarType.Float64);
        var mask = ones([2, 3], ScalarType.Bool);
        Assert.Throws<ArgumentOutOfRangeException>(() => Advantages.Gae(x, x, mask, gamma: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Advantages.Gae(x, x, mask, lambda: -0.1));
        Assert.Throws<ArgumentException>(() => Advantages.Gae(x, zeros([2, 4], ScalarType.Float64), mask));
    }
}
