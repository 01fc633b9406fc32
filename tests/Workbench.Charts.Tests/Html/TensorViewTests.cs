using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Charts.Tests;

public sealed class TensorViewTests
{
    [Fact]
    public void A_tensor_is_shown_with_its_type_shape_device_and_values()
    {
        using var tensor = torch.tensor(new float[,] { { 1, -2.5f }, { 0.00001f, float.NaN } });

        Assert.Equal(
            ["float32 [2, 2] on cpu", "         1        \u22122.5", "         0         NaN"],
            new TensorView(tensor).ToString().Split(Environment.NewLine));
        Assert.Contains("<td class=\"wb-number\">\u22122.5</td>", new TensorView(tensor).ToHtml().ToString());
    }

    [Fact]
    public void Of_a_large_one_a_corner_is_shown_and_named()
    {
        using var tensor = arange(3 * 20 * 5).reshape(3, 20, 5);

        var lines = new TensorView(tensor).ToString().Split(Environment.NewLine);

        Assert.Equal("int64 [3, 20, 5] on cpu values at [0, :8, :]", lines[0]);
        Assert.Equal(9, lines.Length);
        Assert.EndsWith("39", lines[^1]);
    }

    [Fact]
    public void Single_truth_values_and_gradients_are_named()
    {
        using var truth = tensor(true);
        using var weight = tensor(2.5, requires_grad: true);

        Assert.Equal(["bool [] on cpu", "      true"], new TensorView(truth).ToString().Split(Environment.NewLine));
        Assert.StartsWith("float64 [] on cpu, requires gradient", new TensorView(weight).ToString());
    }

    [Fact]
    public void Without_values_only_the_shape_is_shown()
    {
        using var empty = zeros(0, 3);
        using var meta = zeros(2, 3, device: META);

        Assert.Equal("float32 [0, 3] on cpu no values", new TensorView(empty).ToString());
        Assert.Contains("the meta device holds shapes only", new TensorView(meta).ToString());
    }

    [Fact]
    public void Looking_leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(4, 4);

        new TensorView(tensor).ToHtml();

        Assert.Equal(1, scope.DisposablesCount);
    }
}
