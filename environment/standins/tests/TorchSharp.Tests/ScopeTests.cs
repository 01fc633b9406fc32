namespace TorchSharp.Tests;

public sealed class ScopeTests
{
    [Fact]
    public void AScopeTakesItsTensorsAlong()
    {
        Tensor inner, kept, detached;
        using (var outer = NewDisposeScope())
        {
            using (var scope = NewDisposeScope())
            {
                inner = ones(2);
                kept = (inner + 1).MoveToOuterDisposeScope();
                detached = ones(3).DetachFromDisposeScope();
                Assert.Equal(1, scope.DisposablesCount);
                Assert.True(scope.Contains(inner));
            }
            Assert.True(inner.IsInvalid);
            Assert.False(kept.IsInvalid);
            Assert.Equal([2f, 2], kept.data<float>().ToArray());
            Assert.Equal([kept], outer.DisposablesView);
        }
        Assert.True(kept.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void EverythingButSomeIsDisposed()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (ones(1), ones(2), ones(3));
        scope.DisposeEverythingBut(b);
        Assert.Equal((true, false, true), (a.IsInvalid, b.IsInvalid, c.IsInvalid));
        scope.DisposeEverything();
        Assert.True(b.IsInvalid);
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void ATensorIsAttached()
    {
        var t = ones(1);
        using (var scope = NewDisposeScope())
        {
            scope.Attach(t);
        }
        Assert.True(t.IsInvalid);
    }

    [Fact]
    public void AFunctionsTemporariesGoAndItsResultStays()
    {
        using var scope = NewDisposeScope();
        var t = WrappedTensorDisposeScope(() => (ones(2) + 1) * 3);
        Assert.Equal(6, t[0].item<float>());
        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void NothingIsLeftBehind()
    {
        var statistics = DisposeScopeManager.Statistics;
        var before = (statistics.ThreadTotalLiveCount, Tensor.TotalCount);
        for (var i = 0; i < 100; i++)
        {
            using var scope = NewDisposeScope();
            var w = randn(4, 4, requires_grad: true);
            var loss = nn.functional.cross_entropy(randn(3, 4).matmul(w).relu(), tensor(new[] { 0L, 1, 2 }));
            loss.backward();
            var parts = w.grad!.split(2);
            _ = parts[0].max(1);
            Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => w + ones(3));
        }
        Assert.Equal(before.ThreadTotalLiveCount, statistics.ThreadTotalLiveCount);
        Assert.Equal(before.TotalCount, Tensor.TotalCount);
    }

    [Fact]
    public void StatisticsCountWhatHappens()
    {
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        statistics.Reset();
        ones(1).Dispose();
        using (NewDisposeScope())
        {
            ones(1).Dispose();
            ones(2);
            ones(3).DetachFromDisposeScope().Dispose();
        }
        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(3, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(2, statistics.DisposedOutsideScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void EachThreadHasScopesOfItsOwn()
    {
        using var scope = NewDisposeScope();
        Tensor? made = null;
        var thread = new Thread(() => made = ones(1));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        Assert.False(made!.IsInvalid);
        made.Dispose();
    }

    [Fact]
    public void AClosedScopeSaysSo()
    {
        var scope = NewDisposeScope();
        scope.Dispose();
        scope.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scope.DisposeEverything());
    }

    [Fact]
    public void WhatNobodyHoldsIsFreedByTheCollector()
    {
        var before = Tensor.TotalCount;
        Leave(50);
        for (var i = 0; i < 10 && Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.True(Tensor.TotalCount <= before);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Leave(int count)
    {
        for (var i = 0; i < count; i++) ones(10);
    }
}
