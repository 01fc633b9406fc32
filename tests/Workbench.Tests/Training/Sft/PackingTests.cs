using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed class PackingTests
{
    [Fact]
    public void EachSequenceGoesToTheFullestRowThatHoldsIt() =>
        Assert.Equal([[2, 4], [0, 1], [3]], Packing.BestFit([4, 3, 6, 3, 2], 8));

    [Fact]
    public void EverySequenceIsPackedOnceAndNoRowOverflows()
    {
        var random = new SeededRandom(5);
        int[] lengths = [.. Enumerable.Range(0, 300).Select(_ => 1 + random.NextInt(40))];
        var rows = Packing.BestFit(lengths, 40);
        Assert.Equal(Enumerable.Range(0, 300), rows.SelectMany(row => row).Order());
        Assert.All(rows, row => Assert.InRange(row.Sum(i => lengths[i]), 1, 40));
        Assert.InRange(rows.Count, (lengths.Sum() + 39) / 40, lengths.Sum() / 40 * 1.05 + 1);
    }

    [Fact]
    public void WrappedRowsHoldEveryTokenInOrder()
    {
        int[][] sequences = [[1, 2, 3], [4], [5, 6, 7, 8]];
        Assert.Equal([[1, 2, 3], [4, 5, 6], [7, 8]], Packing.Wrapped(sequences, 3));
        Assert.Equal([[1, 2, 3], [4], [5, 6, 7], [8]], Packing.Split(sequences, 3));
        Assert.Equal([[1, 2, 3], [0, 4, 0], [5, 6, 7]], Packing.ConstantLength(sequences, 3, separator: 0));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Contains("9 tokens", Assert.Throws<WorkbenchException>(() => Packing.BestFit([9], 8)).Message, StringComparison.Ordinal);
        Assert.Throws<WorkbenchException>(() => Packing.BestFit([0], 8));
        Assert.Throws<WorkbenchException>(() => Packing.Wrapped<int>([[1]], 0));
    }
}
