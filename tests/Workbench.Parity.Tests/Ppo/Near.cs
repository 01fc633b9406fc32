using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>Comparison of tensors: |a - b| &lt;= atol or &lt;= rtol |b|, and NaN and infinities in the same places.</summary>
public static class Near
{
    public static void Require(Tensor expected, Tensor actual, double absolute, double relative, string what, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        Assert.True(expected.shape.SequenceEqual(actual.shape),
            $"{what}: shape [{string.Join(", ", actual.shape)}] instead of [{string.Join(", ", expected.shape)}]");
        var e = expected.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var a = actual.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var m = mask?.cpu().contiguous().data<bool>().ToArray();
        for (var i = 0; i < e.Length; i++)
        {
            if (m is null || m[i])
            {
                Require(e[i], a[i], absolute, relative, $"{what} at {i}");
            }
        }
    }

    public static void Require(double expected, double actual, double absolute, double relative, string what)
    {
        var same = double.IsFinite(expected)
            ? Math.Abs(expected - actual) <= Math.Max(absolute, relative * Math.Abs(expected))
            : expected.Equals(actual);
        Assert.True(same, $"{what}: {actual:r} instead of {expected:r}");
    }
}
