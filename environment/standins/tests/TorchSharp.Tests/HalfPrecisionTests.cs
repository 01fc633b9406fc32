namespace TorchSharp.Tests;

/// <summary>Half precision on the CPU, which older libtorchs lack for most operators: results are those of float32, rounded.</summary>
public sealed class HalfPrecisionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<ScalarType> Types => new(ScalarType.Float16, ScalarType.BFloat16);

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void ResultsAreThoseOfFloat32Rounded(ScalarType type)
    {
        var (a, b, c) = (Whole(3, 4), Whole(4, 5), Whole(5));
        Func<Tensor, Tensor, Tensor, Tensor>[] operators =
        [
            (x, y, _) => x.mm(y), (x, y, z) => addmm(z, x, y, 1, 1), (x, y, z) => nn.functional.linear(x, y.t(), z),
            (x, y, _) => x.unsqueeze(0).bmm(y.unsqueeze(0)), (x, y, _) => x.mv(y.select(1, 0)), (x, _, _) => x.softmax(1),
            (x, _, _) => x.log_softmax(1), (x, _, _) => nn.functional.layer_norm(x, [4]), (x, _, _) => x.gelu(), (x, _, _) => x.sigmoid(),
        ];
        foreach (var one in operators)
        {
            var found = one(a.to(type), b.to(type), c.to(type));
            Assert.Equal(type, found.dtype);
            var (wanted, unit) = (one(a, b, c), type == ScalarType.Float16 ? 1.0 / 1024 : 1.0 / 128);
            Assert.True((found.to(ScalarType.Float32) - wanted).abs().max().item<float>() <= unit * wanted.abs().max().item<float>());
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void OperatorsInPlaceChangeTheirArgument(ScalarType type)
    {
        var x = Whole(3, 4).to(type);
        Assert.Same(x, x.sigmoid_());
        Assert.True(x.eq(Whole(3, 4).to(type).sigmoid()).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void AChosenResultTypeIsKept(ScalarType type) =>
        Assert.Equal(ScalarType.Float32, Whole(3, 4).to(type).softmax(1, ScalarType.Float32).dtype);

    [Theory]
    [MemberData(nameof(Types))]
    public void GradientsFlow(ScalarType type)
    {
        var w = Whole(4, 5).to(type).requires_grad_();
        Whole(3, 4).to(type).mm(w).softmax(1).select(1, 0).sum().backward();
        Assert.Equal(type, w.grad!.dtype);
        Assert.True(w.grad.abs().sum().to(ScalarType.Float32).item<float>() > 0);
    }

    // Small whole numbers are exact in every type.
    private static Tensor Whole(params long[] shape) =>
        arange(shape.Aggregate(1L, (product, side) => product * side), dtype: ScalarType.Float32).remainder(5).sub(2).view(shape);
}
