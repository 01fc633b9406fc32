using System.Runtime.InteropServices;

namespace TorchSharp.Tests;

/// <summary>What libtorch refuses is an exception with its message, and the process goes on.</summary>
public sealed class ErrorTests : IDisposable
{
    private static readonly Dictionary<string, (Func<object?> Call, string Message)> Refused = new()
    {
        ["shapes of a product"] = (() => ones(2, 3).mm(ones(2, 3)), "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"),
        ["shapes of a sum"] = (() => ones(2) + ones(3), "must match the size of tensor b (3)"),
        ["batches"] = (() => ones(2, 3, 4).bmm(ones(3, 4, 2)), "batch"),
        ["a dimension"] = (() => ones(2, 3).sum(2), "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
        ["a dimension below"] = (() => ones(2).softmax(-2), "Dimension out of range"),
        ["a size"] = (() => ones(2, 3).view(4, 2), "shape '[4, 2]' is invalid for input of size 6"),
        ["an index"] = (() => ones(2)[5], "index 5 out of range for tensor of size [2] at dimension 0"),
        ["too many indices"] = (() => ones(2)[0, 0], "select() cannot be applied to a 0-dim tensor"),
        ["an index in a tensor"] = (() => ones(3).index_select(0, tensor(new[] { 7L })), "out of range"),
        ["a gathered index"] = (() => ones(3).gather(0, tensor(new[] { 7L })), "out of bounds"),
        ["a dtype of indices"] = (() => ones(3).gather(0, tensor(new[] { 1f })), "int64"),
        ["mixed dtypes"] = (() => ones(2, 2).mm(ones(2, 2, dtype: ScalarType.Float64)), "expected"),
        ["a result that does not fit"] = (() => ones(2, dtype: ScalarType.Int64).add_(ones(2)), "result type Float can't be cast to the desired output type Long"),
        ["a mask that is none"] = (() => ones(2).masked_fill(ones(2), 0), "mask"),
        ["mixed devices"] = (() => ones(2, device: META) + ones(2), "meta"),
        ["the mean of integers"] = (() => ones(2, dtype: ScalarType.Int64).mean(), "mean"),
        ["the maximum of nothing"] = (() => ones(0).max(), "max()"),
        ["a narrow window"] = (() => ones(3).narrow(0, 2, 4), "exceeds dimension size (3)"),
        ["different sizes in a list"] = (() => cat([ones(2, 2), ones(2, 3)]), "Sizes of tensors must match except in dimension 0"),
        ["an empty list"] = (() => stack([]), "stack expects a non-empty TensorList"),
        ["an equation"] = (() => einsum("ij,jk", ones(2, 2)), "einsum()"),
        ["a probability"] = (() => ones(2).bernoulli_(1.5), "p"),
        ["weights that are all zero"] = (() => multinomial(zeros(3), 1), "invalid multinomial distribution"),
        ["negative sizes"] = (() => ones(-2), "negative dimension"),
        ["gradients of integers"] = (() => ones(2, dtype: ScalarType.Int64).requires_grad_(), "floating point"),
        ["gradients without a graph"] = (() => Void(() => ones(2).sum().backward()), "does not require grad"),
        ["gradients of a vector"] = (() => Void(() => ones(2, requires_grad: true).mul(2).backward()), "grad can be implicitly created only for scalar outputs"),
        ["gradients twice"] = (() => Void(BackwardTwice), "second time"),
        ["a leaf in place"] = (() => ones(2, requires_grad: true).add_(1), "leaf Variable that requires grad"),
        ["reading a tensor without numbers"] = (() => ones(2, device: META).cpu(), "meta"),
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. Refused.Keys];

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefusedWithLibtorchsMessage(string name)
    {
        var e = Assert.Throws<ExternalException>(() => Refused[name].Call());
        Assert.Contains(Refused[name].Message, e.Message);
        Assert.Equal(2, ones(2).sum().item<float>());
    }

    [Fact]
    public void ADisposedTensorSaysSo()
    {
        var t = ones(2);
        t.Dispose();
        t.Dispose();
        Assert.True(t.IsInvalid);
        Assert.All(
            new Action[] { () => t.add(1), () => t.add_(1), () => ones(2).add(t), () => _ = t.shape, () => t.data<float>(), () => cat([t]), () => _ = t[0], () => t.backward(), () => t.ToString() },
            call => Assert.Contains("empty handle", Assert.Throws<InvalidOperationException>(call).Message));
    }

    [Fact]
    public void ATensorDisposedOnAnotherThreadSaysSoHere()
    {
        var t = ones(2);
        var thread = new Thread(t.Dispose);
        thread.Start();
        thread.Join();
        Assert.Throws<InvalidOperationException>(() => t.add(1));
    }

    [Fact]
    public void ErrorsOfOneThreadAreNotThoseOfAnother()
    {
        var messages = new string[8];
        Parallel.For(0, messages.Length, i =>
        {
            for (var round = 0; round < 50; round++)
            {
                using var a = ones(2);
                using var b = ones(i + 3);
                messages[i] = Assert.Throws<ExternalException>(() => a + b).Message;
            }
        });
        Assert.All(Enumerable.Range(0, messages.Length), i => Assert.Contains($"tensor b ({i + 3})", messages[i]));
    }

    private static object? Void(Action call)
    {
        call();
        return null;
    }

    private static void BackwardTwice()
    {
        var loss = ones(2, requires_grad: true).exp().sum();
        loss.backward();
        loss.backward();
    }
}
