using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Text;

public sealed class TokenBatchesTests
{
    private static readonly int[][] Sequences = [[1, 2, 3], [4], []];

    [Fact]
    public void A_batch_gives_back_its_sequences()
    {
        using var left = TokenBatches.LeftPadded(Sequences, padId: 0);
        using var right = TokenBatches.RightPadded(Sequences, padId: 0, width: 5);
        Assert.Equal((3, 3), (left.Count, left.Width));
        Assert.Equal((3, 5), (right.Count, right.Width));
        Assert.Equal((ScalarType.Int64, ScalarType.Bool), (right.Ids.dtype, right.Mask.dtype));
        Assert.Equal(Sequences, TokenBatches.ToLists(left));
        Assert.Equal(Sequences, TokenBatches.ToLists(right));
    }

    [Fact]
    public void A_batch_without_any_token_gives_back_empty_sequences()
    {
        using var batch = TokenBatches.RightPadded([[], []], padId: 0);
        Assert.Equal([2, 0], batch.Ids.shape);
        Assert.Equal([[], []], TokenBatches.ToLists(batch));
    }

    [Fact]
    public void Nothing_but_the_batch_stays_alive()
    {
        using var scope = NewDisposeScope();
        var batch = TokenBatches.LeftPadded(Sequences, padId: 0);
        TokenBatches.ToLists(batch);
        Assert.Equal(2, scope.DisposablesCount);
    }
}
