using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed class RowPartsTests
{
    private static int[] Rows(int count) => [.. Enumerable.Range(0, count)];

    [Theory]
    [InlineData(1, 10)]
    [InlineData(16, 9)]
    [InlineData(16, 47)]
    [InlineData(7, 400)]
    [InlineData(64, 3)]
    public void EveryRowIsInOnePart(int count, int length)
    {
        var parts = RowParts.Of(Rows(count), _ => length);
        Assert.Equal(Rows(count), parts.SelectMany(part => part).Order());
        Assert.All(parts, Assert.NotEmpty);
    }

    [Fact]
    public void FewTokensStayTogetherAndManyAreSplitEvenly()
    {
        Assert.Single(RowParts.Of(Rows(16), _ => 4));
        var parts = RowParts.Of(Rows(64), _ => 50);
        Assert.True(parts.Count >= 8, $"{parts.Count} parts");
        Assert.Single(parts.Select(part => part.Length).Distinct());
    }

    [Fact]
    public void RowsOfLikeLengthAreTogetherAndPartsHaveAboutEquallyManyTokens()
    {
        var random = new SeededRandom(5);
        var lengths = Rows(64).Select(_ => 5 + random.NextInt(60)).ToArray();
        var parts = RowParts.Of(Rows(64), row => lengths[row]);
        for (var i = 1; i < parts.Count; i++)
        {
            Assert.True(parts[i - 1].Max(row => lengths[row]) <= parts[i].Min(row => lengths[row]));
        }

        var tokens = parts.Select(part => part.Sum(row => lengths[row])).ToArray();
        Assert.True(tokens.Max() - tokens.Min() <= 2 * 65, string.Join(", ", tokens));
    }

    [Fact]
    public void APartHasNoMoreRowsThanAllowed() =>
        Assert.All(RowParts.Of(Rows(50), _ => 2, most: 7), part => Assert.True(part.Length <= 7));
}
