namespace TorchSharp.Tests;

/// <summary>What a tensor is, apart from its operators: indices, data, conversions, how it is printed.</summary>
public sealed class TensorTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static Tensor Counted(params long[] shape) => arange(shape.Aggregate((a, b) => a * b)).reshape(shape);

    [Fact]
    public void IndicesPickAsPyTorchs()
    {
        var t = Counted(3, 4);
        Assert.Equal(6, t[1, 2].item<long>());
        Assert.Equal(11, t[-1, -1].item<long>());
        Assert.Equal([4L, 5, 6, 7], Longs(t[1]));
        Assert.Equal([1L, 5, 9], Longs(t[.., 1]));
        Assert.Equal([1L, 2, 5, 6], Longs(t[..2, 1..3]));
        Assert.Equal([3L, 7, 11], Longs(t[TensorIndex.Ellipsis, ^1]));
        Assert.Equal([0L, 2, 8, 10], Longs(t[TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)]));
        Assert.Equal([1, 3, 4], t[TensorIndex.None].shape);
        Assert.Equal([8L, 9, 10, 11, 0, 1, 2, 3], Longs(t[tensor(new[] { 2L, 0 })]));
        Assert.Equal([6L, 7, 8, 9, 10, 11], Longs(t[t > 5]));
        Assert.Equal([2, 2], t[tensor(new[] { 0L, 2 })][.., 1..3].shape);
    }

    [Fact]
    public void IndicesWrite()
    {
        var t = zeros(2, 3);
        t[0, 1] = tensor(5f);
        t[1] = tensor(new[] { 1f, 2, 3 });
        Assert.Equal([0f, 5, 0, 1, 2, 3], t.flatten().data<float>().ToArray());
        t[t > 2] = tensor(-1f);
        Assert.Equal([0f, -1, 0, 1, 2, -1], t.flatten().data<float>().ToArray());
        var sums = zeros(3).index_put_(ones(4), [tensor(new[] { 0L, 0, 2, 0 })], accumulate: true);
        Assert.Equal([3f, 0, 1], sums.data<float>().ToArray());
        Assert.Equal([7f, 0, 7], zeros(3).index_put_(7, tensor(new[] { 0L, 2 })).data<float>().ToArray());
    }

    [Fact]
    public void AViewSharesItsMemory()
    {
        var t = zeros(2, 3);
        t[.., 1].fill_(4);
        t.narrow(1, 2, 1).copy_(ones(2, 1));
        Assert.Equal([0f, 4, 1, 0, 4, 1], t.flatten().data<float>().ToArray());
        t.zero_();
        Assert.Equal(0, t.sum().item<float>());
        Assert.Equal((3, 3L, 1), (t[1].storage_offset(), t.stride()[0], t.stride(1)));
        Assert.False(t.t().is_contiguous());
    }

    [Fact]
    public void DataIsReadAndWrittenWhateverTheStrides()
    {
        var t = Counted(2, 3).t();
        var data = t.data<long>();
        Assert.Equal([0L, 3, 1, 4, 2, 5], data.ToArray());
        Assert.Equal([0L, 3, 1, 4, 2, 5], data);
        Assert.Equal((6, 4), (data.Count, data[1, 1]));
        data[1, 1] = 9;
        Assert.Equal(9, t[1, 1].item<long>());
        var some = new long[2];
        data.CopyTo(some, 0, 0);
        Assert.Equal([0L, 3], some);
        data.CopyFrom([7L, 8]);
        Assert.Equal([7L, 8], t.flatten().data<long>().ToArray()[..2]);
        Assert.Equal(9, ((long[,])data.ToNDArray())[1, 1]);
    }

    [Fact]
    public void AnEmptyTensorIsReadOnlyWhereItHasOneDimension()
    {
        Assert.Empty(zeros(0).data<float>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => zeros(2, 0).data<float>().ToArray());
        Assert.Equal(0, zeros(2, 0).sum().item<float>());
    }

    [Fact]
    public void BytesGoOutAndIn()
    {
        var t = tensor(new[] { 1f, 2 });
        var stream = new MemoryStream();
        t.WriteBytesToStream(stream);
        Assert.Equal(t.bytes.ToArray(), stream.ToArray());
        stream.Position = 0;
        var back = zeros(2);
        back.ReadBytesFromStream(stream);
        Assert.Equal([1f, 2], back.data<float>().ToArray());
        back.bytes = new byte[8];
        Assert.Equal(0, back.sum().item<float>());
    }

    [Fact]
    public void ANumberIsTakenOut()
    {
        Assert.Equal(2.5, tensor(2.5).ToDouble());
        Assert.Equal(3, tensor(3L).ToInt64());
        Assert.True((bool)tensor(true));
        Assert.Equal(2.5f, (float)tensor(2.5f));
        Assert.Equal(7, zeros(1, dtype: ScalarType.Int64).add(7).item<long>());
        Assert.Equal(2.5, tensor(2.5).ToScalar().ToDouble());
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
        Assert.Throws<ArgumentException>(() => zeros(1).item<double>());
    }

    [Fact]
    public void NumbersBecomeTensors()
    {
        Tensor t = 2.5f;
        Assert.Equal((ScalarType.Float32, 2.5f), (t.dtype, t.item<float>()));
        Assert.Equal(ScalarType.Int64, ((Tensor)3L).dtype);
        Assert.Equal([3f, 4], (1 + tensor(new[] { 2f, 3 })).data<float>().ToArray());
        Assert.Equal([-1f, 0.5f], ((1 - tensor(new[] { 3f, 0 })) / 2).data<float>().ToArray());
        Assert.Equal([false, true], (tensor(new[] { 1, 2 }) >= 2).data<bool>().ToArray());
        Assert.Equal([1L, 0], (tensor(new[] { 3L, 4 }) % 2).data<long>().ToArray());
        Assert.Equal([true, false], (tensor(new[] { true, true }) & tensor(new[] { true, false })).data<bool>().ToArray());
        Assert.Equal([true], (~tensor(new[] { false })).data<bool>().ToArray());
    }

    [Fact]
    public void ATensorTellsItsShapeDtypeAndDevice()
    {
        Assert.Equal("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());
        Assert.Equal("[], type = Int64, device = cpu", tensor(1L).ToString());
        Assert.Equal("[2], type = Bool, device = meta", zeros(2, dtype: ScalarType.Bool, device: META).ToString());
        Assert.Equal((6, 2, 4), (zeros(2, 3).numel(), zeros(2, 3).dim(), zeros(2).element_size()));
        Assert.Equal((3, 3), (zeros(2, 3).size(1), zeros(2, 3).size(-1)));
    }

    [Fact]
    public void AConversionThatChangesNothingGivesANewHandleOfTheSameMemory()
    {
        var t = zeros(2);
        t.to(ScalarType.Float32).fill_(3);
        Assert.Equal(6, t.sum().item<float>());
        t.to(ScalarType.Float32, copy: true).fill_(4);
        Assert.Equal(6, t.sum().item<float>());
        t.cpu().fill_(5);
        t.alias().add_(1);
        Assert.Equal(12, t.sum().item<float>());
    }

    [Fact]
    public void NonzeroListsAnIndexADimension()
    {
        var found = tensor(new[,] { { 0L, 1 }, { 1, 0 } }).nonzero_as_list();
        Assert.Equal([[0L, 1], [1L, 0]], found.Select(Longs));
    }

    private static long[] Longs(Tensor t) => t.flatten().data<long>().ToArray();
}
