using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Text;

public sealed class TokenCollationTests
{
    private static readonly int[][] Sequences = [[1, 2, 3], [4], []];

    [Theory]
    [InlineData(TextSide.Right)]
    [InlineData(TextSide.Left)]
    public void A_batch_gives_back_its_sequences(TextSide side)
    {
        using var batch = TokenCollation.Collate(Sequences, new PaddingOptions { PadId = 0, Side = side, MinWidth = 5 });
        Assert.Equal((3, 5), (batch.Count, batch.Width));
        Assert.Equal((ScalarType.Int64, ScalarType.Bool), (batch.Ids.dtype, batch.Mask.dtype));
        Assert.Equal(Sequences, TokenCollation.Sequences(batch));
    }

    [Fact]
    public void A_batch_without_any_token_gives_back_empty_sequences()
    {
        using var batch = TokenCollation.Collate([[], []], new PaddingOptions { PadId = 0 });
        Assert.Equal([2, 0], batch.Ids.shape);
        Assert.Equal([[], []], TokenCollation.Sequences(batch));
        Assert.Equal([[], []], TokenBatches.ToLists(batch));
    }

    [Fact]
    public void Nothing_but_the_batch_stays_alive()
    {
        using var scope = NewDisposeScope();
        var batch = TokenCollation.Collate(Sequences, new PaddingOptions { PadId = 0 });
        TokenCollation.Sequences(batch);
        Assert.Equal(2, scope.DisposablesCount);
    }
}
