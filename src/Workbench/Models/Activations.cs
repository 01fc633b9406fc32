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
        "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" or "gelu_accurate" => x => x.gelu(GELU.Approximate.tanh),
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
}
