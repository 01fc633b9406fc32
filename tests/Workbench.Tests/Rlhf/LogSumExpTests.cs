using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class LogSumExpTests
{
    [Theory]
    [InlineData(1, 1f)]
    [InlineData(7, 1f)]
    [InlineData(2048, 0.7f)]
    [InlineData(2049, 1f)]
    [InlineData(50_257, 2.5f)]
    public void ARowHasTheNumberOfDoublePrecision(int width, float temperature)
    {
        foreach (var spread in new[] { 0.01, 3, 1000 })
        {
            var row = Row(width, spread);
            var scaled = row.Select(z => (double)(z / temperature)).ToArray();
            var most = scaled.Max();
            var expected = most + Math.Log(scaled.Sum(z => Math.Exp(z - most)));
            Assert.Equal(expected, LogSumExp.Of(row, temperature), 2e-6);
        }
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(-3000)]
    public void NumbersThatRiseOrFallFarDoNotOverflow(float last)
    {
        float[] row = [.. Enumerable.Range(0, 9000).Select(i => last * i / 9000)];
        var most = row.Max();
        Assert.Equal(most + Math.Log(row.Sum(z => Math.Exp((double)z - most))), LogSumExp.Of(row, 1), 1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2047)]
    [InlineData(4100)]
    public void ASingleNumberMayBeAnything(int place)
    {
        Assert.Equal(-5, LogSumExp.Of(With(place, float.NegativeInfinity, -5), 1), 1e-6);
        Assert.Equal(5000, LogSumExp.Of(With(place, -100, 5000), 1), 1e-6);
        Assert.Equal(double.NaN, LogSumExp.Of(With(place, 0, float.NaN), 1));
        Assert.Equal(double.NaN, LogSumExp.Of(With(place, float.NegativeInfinity, float.NaN), 1));
        Assert.Equal(double.NaN, LogSumExp.Of(With(place, 0, float.PositiveInfinity), 1));
        Assert.Equal(double.NegativeInfinity, LogSumExp.Of(With(place, float.NegativeInfinity, float.NegativeInfinity), 1));
    }

    [Fact]
    public void TheBitsDoNotDependOnTheNumberOfThreads()
    {
        using var scope = NewDisposeScope();
        var rows = tensor(Row(40 * 3001, 3)).view(40, 3001);
        var before = get_num_threads();
        set_num_threads(1);
        var alone = LogSumExp.OfRows(rows, 0.9, 7).data<double>().ToArray();
        set_num_threads(3);
        var together = LogSumExp.OfRows(rows, 0.9, 3).data<double>().ToArray();
        set_num_threads(before);
        Assert.Equal(alone, together);
    }

    private static float[] Row(int width, double spread)
    {
        var random = new SeededRandom((ulong)width);
        return [.. Enumerable.Range(0, width).Select(_ => (float)((random.NextDouble() - 0.5) * spread))];
    }

    private static float[] With(int place, float others, float one)
    {
        var row = Enumerable.Repeat(others, 4101).ToArray();
        row[place] = one;
        return row;
    }
}
