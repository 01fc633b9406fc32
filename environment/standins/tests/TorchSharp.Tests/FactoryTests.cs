namespace TorchSharp.Tests;

public sealed class FactoryTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ConstantTensorsHaveTheirShapeDtypeAndValue()
    {
        Assert.Equal([0f, 0, 0], Floats(zeros(3)));
        Assert.Equal([1f, 1], Floats(ones([2L])));
        Assert.Equal([2.5f, 2.5f], Floats(full(2, 2.5)));
        Assert.Equal(ScalarType.Int64, full([2L], 3).dtype);
        Assert.Equal([2, 3, 4], zeros(2, 3, 4, dtype: ScalarType.Int32).shape);
        Assert.Equal([2, 3], empty(2, 3).shape);
        Assert.Equal([0], empty(0).shape);
        Assert.Equal([1f, 0, 0, 1], Floats(eye(2).flatten()));
        Assert.Equal([2, 3], eye(2, 3).shape);
        Assert.Equal(ScalarType.Float64, empty_like(zeros(2), ScalarType.Float64).dtype);
    }

    [Fact]
    public void RangesEndAsPyTorchsDo()
    {
        Assert.Equal([0L, 1, 2], arange(3).data<long>().ToArray());
        Assert.Equal([1L, 3], arange(1, 5, 2).data<long>().ToArray());
        Assert.Equal([0f, 0.5f, 1], Floats(arange(0, 1.2, 0.5)));
        Assert.Equal([0f, 0.5f, 1], Floats(linspace(0, 1, 3)));
        Assert.Equal([1f, 10, 100], Floats(logspace(0, 2, 3)));
        Assert.Equal(ScalarType.Float64, arange(3, ScalarType.Float64).dtype);
    }

    [Fact]
    public void DotNetDataIsCopied()
    {
        var data = new float[] { 1, 2, 3, 4 };
        var t = tensor(data, [2, 2]);
        data[0] = 9;
        Assert.Equal([1f, 2, 3, 4], Floats(t.flatten()));
        Assert.Equal([2, 2], tensor(new[,] { { 1L, 2 }, { 3, 4 } }).shape);
        Assert.Equal([1, 1, 2], tensor(new[, ,] { { { true, false } } }).shape);
        Assert.Equal(ScalarType.Float32, tensor(new[] { 1.0, 2 }, ScalarType.Float32).dtype);
        Assert.Equal([], tensor(3L).shape);
        Assert.Equal([2], from_array(new[] { 1, 2 }).shape);
        Assert.Equal(ScalarType.Bool, tensor(new List<bool> { true }).dtype);
        Assert.Equal([0], tensor(Array.Empty<float>()).shape);
        Assert.Equal([0, 4], tensor(Array.Empty<long>(), [0, 4]).shape);
        Assert.Equal(Half.One, tensor(new[] { Half.One }).data<Half>()[0]);
    }

    [Fact]
    public void NewTensorsTakeDtypeAndDeviceOfAnother()
    {
        var like = zeros(1, dtype: ScalarType.Float64);
        Assert.All([like.new_zeros(2, 3), like.new_ones(2, 3), like.new_empty(2, 3), like.new_full(2, 3, 7)], t =>
        {
            Assert.Equal(ScalarType.Float64, t.dtype);
            Assert.Equal([2, 3], t.shape);
        });
        Assert.Equal(7, like.new_full([2L], 7)[1].item<double>());
        Assert.Equal(ScalarType.Int64, like.new_zeros(2, dtype: ScalarType.Int64).dtype);
    }

    [Fact]
    public void TensorsAreJoined()
    {
        var (a, b) = (tensor(new[] { 1f, 2 }), tensor(new[] { 3f, 4 }));
        Assert.Equal([1f, 2, 3, 4], Floats(cat([a, b])));
        Assert.Equal([1f, 2, 3, 4], Floats(concat([a, b])));
        Assert.Equal([1f, 2, 3, 4], Floats(concatenate([a, b])));
        Assert.Equal([1f, 2, 3, 4], Floats(hstack([a, b])));
        Assert.Equal([2, 2], vstack([a, b]).shape);
        Assert.Equal([1f, 3, 2, 4], Floats(stack([a, b], 1).flatten()));
        Assert.Equal([2, 4], block_diag(ones(1, 2), ones(1, 2)).shape);
        Assert.Equal([2, 3], broadcast_tensors(ones(2, 1), ones(3))[0].shape);
        var grid = meshgrid([arange(2), arange(3)]);
        Assert.Equal([0L, 0, 0, 1, 1, 1], grid[0].flatten().data<long>().ToArray());
        Assert.Equal(11f, einsum("i,i->", a, b).item<float>());
        Assert.Equal([3f, 4, 6, 8], Floats(einsum("i,j->ij", a, b).flatten()));
        Assert.Equal(ScalarType.Float64, cat([zeros(1), zeros(1, dtype: ScalarType.Float64)]).dtype);
    }

    [Fact]
    public void TypedFactoriesConvert()
    {
        var t = tensor(new[] { 0.0, 2 });
        Assert.Equal(
            [ScalarType.Bool, ScalarType.Byte, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64, ScalarType.Float32, ScalarType.Float64],
            new[] { BoolTensor(t), ByteTensor(t), ShortTensor(t), IntTensor(t), LongTensor(t), FloatTensor(t), DoubleTensor(t) }.Select(x => x.dtype));
    }

    [Fact]
    public void TheDefaultDtypeIsThatOfNewTensors()
    {
        set_default_dtype(ScalarType.Float64);
        try
        {
            Assert.Equal(ScalarType.Float64, zeros(1).dtype);
            Assert.Equal(ScalarType.Float64, arange(0, 1, 0.5).dtype);
        }
        finally
        {
            set_default_dtype(ScalarType.Float32);
        }
    }

    private static float[] Floats(Tensor t) => t.data<float>().ToArray();
}
