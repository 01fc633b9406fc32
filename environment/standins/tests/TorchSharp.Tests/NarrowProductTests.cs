namespace TorchSharp.Tests;

/// <summary>The shim's own kernels for a few rows: products with large matrices, attention of one query.</summary>
public sealed class NarrowProductTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1, 600, 1000, true)]
    [InlineData(2, 601, 1001, true)]
    [InlineData(3, 603, 999, false)]
    [InlineData(7, 256, 1024, true)]
    [InlineData(8, 777, 513, false)]
    [InlineData(9, 300, 1001, true)]
    public void ALinearMapOfAFewRowsIsThatOfDoublePrecision(long rows, long inputs, long outputs, bool hasBias)
    {
        manual_seed(rows);
        var (x, w, b) = (randn(rows, inputs), randn(outputs, inputs), hasBias ? randn(outputs) : null);
        using var off = no_grad();

        var found = nn.functional.linear(x, w, b);

        var wanted = x.to(ScalarType.Float64).mm(w.to(ScalarType.Float64).t());
        wanted = b is null ? wanted : wanted + b;
        Assert.Equal([rows, outputs], found.shape);
        Assert.InRange((found - wanted).abs().max().item<double>(), 0, 1e-6 * inputs);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 32)]
    [InlineData(9, 64)]
    [InlineData(64, 70)]
    public void AttentionOfOneQueryIsThatOfDoublePrecision(long keys, long width)
    {
        manual_seed(keys);
        var (q, k, v, mask) = (randn(2, 3, 1, width), randn(2, 3, keys, width), randn(2, 3, keys, width), randn(2, 1, 1, keys));
        using var off = no_grad();

        var found = nn.functional.scaled_dot_product_attention(q, k, v, mask);

        Tensor Wide(Tensor t) => t.to(ScalarType.Float64);
        var wanted = (Wide(q).matmul(Wide(k).transpose(2, 3)) / Math.Sqrt(width) + Wide(mask)).softmax(3).matmul(Wide(v));
        Assert.InRange((found - wanted).abs().max().item<double>(), 0, 2e-6);
    }
}
