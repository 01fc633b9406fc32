namespace TorchSharp.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void AProductIsTakenAndRead()
    {
        var a = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);
        var b = a.matmul(a) + 1;
        Assert.Equal([8f, 11f, 16f, 23f], b.data<float>().ToArray());
        Assert.Equal([2, 2], b.shape);
        Assert.Equal("[2x2], type = Float32, device = cpu", b.ToString());
        Assert.Equal(16f, b[1, 0].item<float>());
        Assert.Equal([11f, 23f], b[.., 1].data<float>().ToArray());
    }

    [Fact]
    public void GradientsFlow()
    {
        var w = randn(3, 3, requires_grad: true);
        (w * w).sum().backward();
        Assert.True(w.grad!.allclose(2 * w));
    }

    [Fact]
    public void AnErrorIsAnExceptionWithLibtorchsMessage()
    {
        var e = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", e.Message);
    }
}
