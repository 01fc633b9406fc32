using System.Runtime.InteropServices;

namespace TorchSharp.Tests;

/// <summary>The meta device has shapes and no numbers: operators run there but those that need numbers or another device.</summary>
public sealed class MetaDeviceTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static Tensor X(params long[] shape) => empty(shape, device: META);

    // Outside Python libtorch 2 has no kernels of many operators for the device; the stand-in adds them to libtorch 1.13.
    private static void RequireKernels()
    {
        try
        {
            X(3, 4).index_select(0, Index(2));
        }
        catch (ExternalException)
        {
            Skip.If(true, "This libtorch cannot select rows on the meta device.");
        }
    }

    private static Tensor Index(params long[] shape) => empty(shape, ScalarType.Int64, META);

    [SkippableFact]
    public void OperatorsGiveShapes()
    {
        RequireKernels();
        Tensor[] results =
        [
            X(3, 4).index_select(0, Index(2)), X(3, 4).gather(1, Index(3, 2)), X(2, 3).masked_fill(empty(2, 3, dtype: ScalarType.Bool, device: META), 1),
            X(2, 4)[Index(2)], nn.functional.layer_norm(X(2, 4), [4]), nn.functional.cross_entropy(X(2, 4), Index(2)), X(2, 4).sort(1).Values, X(2, 4).topk(2).values,
            X(2, 4).cumsum(1), X(2, 3).softmax(1), X(2, 3).std(1), X(2, 3).logsumexp(1), X(2, 3).matmul(X(3, 5)), where(X(2).gt(0), X(2), X(2)),
            X(2, 3).diagonal().unsqueeze(1).expand(2, 5), X(2, 3).flip(1), X(2, 3).repeat(2, 1), searchsorted(X(5), X(2)), X(2, 3).triu(), nn.functional.dropout(X(4), 0.5),
            multinomial(X(2, 4), 3, true), arange(5, device: META), X(2, 3).scatter_add(1, Index(2, 3), X(2, 3)), X(3).median(), X(2, 3).norm(),
        ];
        Assert.All(results, r => Assert.Equal(DeviceType.META, r.device_type));
        Assert.Equal([2, 4], results[0].shape);
        Assert.Equal([2, 5], results[14].shape);
        Assert.Equal([2, 3], results[20].shape);
    }

    [SkippableFact]
    public void GradientsHaveShapesToo()
    {
        RequireKernels();
        var w = X(5, 3).requires_grad_();
        var loss = nn.functional.layer_norm(w.index_select(0, Index(4)), [3]).gelu().max(1).values.sum();
        loss.backward();
        Assert.Equal([5, 3], w.grad!.shape);
        Assert.Equal(DeviceType.META, w.grad.device_type);
    }

    [Fact]
    public void WhatIsWrittenInPlaceIsTheSameTensor()
    {
        var t = X(3, 4);
        Assert.Same(t, t.index_fill_(0, Index(2), 1));
        Assert.Same(t, t.masked_fill_(empty(3, 4, dtype: ScalarType.Bool, device: META), 0).add_(1));
        t[1] = X(4);
        Assert.Equal([3, 4], t.shape);
    }

    public static TheoryData<string> Refused => ["item", "cpu", "nonzero", "a boolean index", "masked_select", "unique", "repeats", "another device", "an index elsewhere", "allclose", "bincount"];

    [Theory]
    [MemberData(nameof(Refused))]
    public void ReadingNumbersOrMixingDevicesIsRefused(string what)
    {
        var mask = empty(3, dtype: ScalarType.Bool, device: META);
        Func<object> call = what switch
        {
            "item" => () => X().item<float>(),
            "cpu" => () => X(3).cpu(),
            "nonzero" => () => X(3).nonzero(),
            "a boolean index" => () => X(3)[mask],
            "masked_select" => () => X(3).masked_select(mask),
            "unique" => () => X(3).unique(),
            "repeats" => () => X(3).repeat_interleave(Index(3)),
            "another device" => () => X(3) + ones(3),
            "an index elsewhere" => () => X(3).index_select(0, zeros(2, dtype: ScalarType.Int64)),
            "allclose" => () => X(3).allclose(X(3)),
            _ => () => Index(3).bincount(null),
        };
        Assert.Throws<ExternalException>(call);
    }
}
