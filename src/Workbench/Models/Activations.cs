using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Activation functions under the names that config.json uses.</summary>
internal static class Activations
{
    private const string Names =
        "gelu, gelu_10, gelu_accurate, gelu_fast, gelu_new, gelu_python, gelu_pytorch_tanh, laplace, leaky_relu, linear, mish, quick_gelu, "
        + "relu, relu2, relu6, sigmoid, silu, swish, tanh";

    /// <summary>The function that a setting names.</summary>
    /// <exception cref="WorkbenchException">The name is not known.</exception>
    public static Func<Tensor, Tensor> Named(ModelConfig config, string key, string otherwise) => config.Text(key, otherwise) switch
    {
        "gelu" or "gelu_python" => x => x.gelu(),
        "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" or "gelu_accurate" => GeluTanh,
        "gelu_10" => x => x.gelu().clamp(-10, 10),
        "quick_gelu" => x => x * (x * 1.702).sigmoid(),
        "relu" => x => x.relu(),
        "relu2" => x => x.relu().square(),
        "relu6" => x => x.clamp(0, 6),
        "leaky_relu" => x => x.leaky_relu(0.01),
        "silu" or "swish" => x => x.silu(),
        "mish" => x => x * nn.functional.softplus(x).tanh(),
        "laplace" => x => ((x - 0.707107) / (0.282095 * Math.Sqrt(2))).erf().add(1).mul(0.5),
        "tanh" => x => x.tanh(),
        "sigmoid" => x => x.sigmoid(),
        "linear" => x => x,
        _ => throw config.Fault(key, $"one of {Names}"),
    };

    /// <summary>0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x³))), the approximation of GELU by Hendrycks and Gimpel (2016).</summary>
    /// <remarks>
    /// On a CPU it is x s with s = sigmoid(x t), t = 2 sqrt(2/pi) (1 + 0.044715 x²), which is the same number: (1 + tanh u/2)/2 = sigmoid(u). The
    /// derivative s + x s (1 - s) (3 t - 4 sqrt(2/pi)) is worked out on the way, while everything is in the cache: the backward pass is one product
    /// then. Values have the same bits with a gradient and without.
    /// </remarks>
    internal static Tensor GeluTanh(Tensor x)
    {
        if (x.device_type != DeviceType.CPU)
        {
            return x.gelu(GELU.Approximate.tanh);
        }

        var slope = 2 * Math.Sqrt(2 / Math.PI);
        using var flat = tensor(slope, x.dtype, x.device);
        if (!x.requires_grad || !is_grad_enabled())
        {
            return flat.addcmul(x, x, 0.044715 * slope).mul_(x).sigmoid_().mul_(x);
        }

        using var scope = NewDisposeScope();
        Tensor value, derivative;
        using (no_grad())
        {
            var steepness = flat.addcmul(x, x, 0.044715 * slope);
            var sigmoid = (steepness * x).sigmoid_();
            value = sigmoid * x;
            derivative = sigmoid.addcmul_(value.addcmul(value, sigmoid, -1), steepness.sub_(2 * slope / 3), 3);
        }

        // A product has the other factor as its gradient; that its own number is overwritten changes nothing about that.
        var result = x * derivative;
        using (no_grad())
        {
            result.copy_(value);
        }

        return scope.MoveToOuter(result);
    }
}
