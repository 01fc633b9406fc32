using Workbench.Generation;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Generation;

public class StopTokensTests
{
    [Fact]
    public void Rows_are_kept_up_to_their_first_stop()
    {
        using var scope = NewDisposeScope();
        var ids = tensor(new long[] { 4, 5, 6, 5, 4, 4, 4, 4, 7, 4, 5, 4 }, [3, 4]);
        var cut = StopTokens.Truncate(new TokenBatch(ids, ones_like(ids, ScalarType.Bool)), [5, 7], 9);
        Assert.Equal([4, 5, 9, 9, 4, 4, 4, 4, 7, 9, 9, 9], cut.Ids.data<long>().ToArray());
        Assert.Equal([2, 4, 1], cut.Mask.sum(1).data<long>().ToArray());
        Assert.Equal([1, 4, 0], StopTokens.First(ids, [5, 7]).data<long>().ToArray());
    }

    [Fact]
    public void Without_stop_tokens_nothing_is_cut()
    {
        using var scope = NewDisposeScope();
        var ids = tensor(new long[] { 4, 5, 6 }, [1, 3]);
        Assert.Equal([3], StopTokens.First(ids, []).data<long>().ToArray());
    }
}
