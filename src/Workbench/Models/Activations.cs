using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Activation functions under the names that config.json uses.</summary>
internal static class Activations
{
    /// <summary>The function that a setting names.</summary>
    /// <exception cref="WorkbenchException">The name is not known.</exception>
    public static Func<Tensor, Tensor> Named(ModelConfig config, string key, string otherwise) => config.Text(key, otherwise) switch
    {
        "gelu" or "gelu_python" => x => x.gelu(),
        "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" => GeluTanh,
        "quick_gelu" => x => x * (x * 1.702).sigmoid(),
        "relu" => x => x.relu(),
        "silu" or "swish" => x => x.silu(),
        "tanh" => x => x.tanh(),
        "sigmoid" => x => x.sigmoid(),
        _ => throw config.Fault(key, "one of gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, quick_gelu, relu, silu, tanh, sigmoid"),
    };

    /// <summary>
    /// 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x³))), the approximation of GELU by Hendrycks and Gimpel (2016). Computed as
    /// x sigmoid(2 sqrt(2/pi) (x + 0.044715 x³)), which is the same number: (1 + tanh u)/2 = sigmoid(2u).
    /// </summary>
    internal static Tensor GeluTanh(Tensor x)
    {
        var slope = 2 * Math.Sqrt(2 / Math.PI);
        return x * (x.square().mul_(0.044715 * slope).add_(slope) * x).sigmoid_();
    }
}
