namespace TorchSharp.Tests;

/// <summary>The shim's kernel for attention of many queries and its gradient.</summary>
public sealed class AttentionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(47, 47, 32, "causal")]
    [InlineData(47, 47, 32, "none")]
    [InlineData(9, 30, 8, "causal")]
    [InlineData(130, 7, 24, "none")]
    [InlineData(1, 9, 16, "none")]
    [InlineData(70, 201, 64, "per head")]
    [InlineData(150, 150, 16, "window")]
    public void ValuesAndGradientsAreThoseOfDoublePrecision(long queries, long keys, long width, string kind)
    {
        manual_seed(queries + keys);
        var mask = Mask(kind, queries, keys);
        Tensor[] given = [randn(2, queries, 3, width), randn(2, keys, 3, width), randn(2, keys, 3, width)];
        var slope = randn(2, 3, queries, width);

        var found = Attended(given, slope, (q, k, v) => nn.functional.scaled_dot_product_attention(q, k, v, mask));

        var wanted = Attended([.. given.Select(t => t.to(ScalarType.Float64))], slope.to(ScalarType.Float64), (q, k, v) =>
        {
            var scores = q.matmul(k.transpose(2, 3)) / Math.Sqrt(width);
            return (mask is null ? scores : scores + mask.to(ScalarType.Float64)).softmax(3).matmul(v);
        });
        foreach (var (one, other) in found.Zip(wanted)) Assert.InRange((one - other).abs().max().item<double>(), 0, 5e-6);
    }

    [Fact]
    public void ValuesHaveTheSameBitsWithAGradientAndWithout()
    {
        manual_seed(1);
        var (q, k, v) = (randn(2, 2, 20, 16).requires_grad_(), randn(2, 2, 20, 16), randn(2, 2, 20, 16));
        var learned = nn.functional.scaled_dot_product_attention(q, k, v);
        using var off = no_grad();

        Assert.Equal(nn.functional.scaled_dot_product_attention(q, k, v).data<float>().ToArray(), learned.detach().data<float>().ToArray());
    }

    [Fact]
    public void AQueryThatMayLookNowhereGetsZerosAndGivesNone()
    {
        var given = Enumerable.Range(0, 3).Select(_ => randn(1, 10, 1, 8)).ToArray();
        var mask = zeros(10, 10);
        mask[2] = full([10], double.NegativeInfinity);

        var found = Attended(given, ones(1, 1, 10, 8), (q, k, v) => nn.functional.scaled_dot_product_attention(q, k, v, mask));

        Assert.Equal(new float[8], found[0][0, 0, 2].data<float>().ToArray());
        Assert.Equal(new float[8], found[1][0, 2, 0].data<float>().ToArray());
        Assert.True(found[3].isfinite().all().item<bool>());
    }

    [Fact]
    public void ANumberThatIsNoneSpreadsToTheQueriesThatSeeIt()
    {
        var (q, k, v) = (randn(1, 1, 12, 8), randn(1, 1, 12, 8), randn(1, 1, 12, 8));
        k[0, 0, 5] = full([8], double.NaN);

        var attended = nn.functional.scaled_dot_product_attention(q, k, v, full([12, 12], double.NegativeInfinity).triu(1));

        Assert.True(attended.narrow(2, 5, 7).isnan().all().item<bool>());
    }

    // The attended values, and the gradients of [B, T, h, d] queries, keys and values.
    private static Tensor[] Attended(Tensor[] given, Tensor slope, Func<Tensor, Tensor, Tensor, Tensor> attend)
    {
        Tensor[] leaves = [.. given.Select(t => t.detach().clone().requires_grad_())];
        var attended = attend(leaves[0].transpose(1, 2), leaves[1].transpose(1, 2), leaves[2].transpose(1, 2));
        (attended * slope).sum().backward();
        return [attended.detach(), .. leaves.Select(leaf => leaf.grad!)];
    }

    private static Tensor? Mask(string kind, long queries, long keys) => kind switch
    {
        "causal" => full([queries, keys], -8e37).triu(keys - queries + 1),
        "window" => full([queries, keys], -8e37).triu(1) + full([queries, keys], -8e37).tril(-20),
        "per head" => randn(2, 3, queries, keys),
        _ => null,
    };
}
