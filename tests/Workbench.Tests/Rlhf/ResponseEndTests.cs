using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class ResponseEndTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void TheFirstTruePositionIsTheWidthWhereThereIsNone() =>
        Check.Equal(tensor(new[] { 1L, 0, 3 }), ResponseEnd.FirstTrue(tensor(
            new[] { false, true, true, true, false, true, false, false, false }, [3, 3])));

    [Fact]
    public void WhatFollowsTheFirstStopTokenBecomesPadding() =>
        Check.Equal(tensor(new[] { 5L, 1, 0, 0, 5, 6, 7, 8 }, [2, 4]), ResponseEnd.Truncate(tensor(new[] { 5L, 1, 1, 6, 5, 6, 7, 8 }, [2, 4]), 1, 0));

    [Fact]
    public void AResponseEndsBeforeItsFirstPad()
    {
        var mask = ResponseEnd.Mask(tensor(new[] { 5L, 0, 6, 0, 5, 6, 7, 8, 9 }, [3, 3]), 0);
        Check.Equal(tensor(new[] { 1L, 0, 0, 0, 0, 0, 1, 1, 1 }, [3, 3]), mask);
        Assert.Throws<ArgumentException>(() => ResponseEnd.FirstTrue(ones([2, 2])));
    }
}
