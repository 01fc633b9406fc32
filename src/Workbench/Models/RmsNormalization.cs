using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>weight x / sqrt(mean(x²) + epsilon) over the last dimension (Zhang and Sennrich 2019); the mean is taken in float32.</summary>
public sealed class RmsNormalization : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly double epsilon;

    /// <summary>Takes the weight from the scope.</summary>
    public RmsNormalization(ParameterScope scope, long width, double epsilon) : base(nameof(RmsNormalization))
    {
        this.epsilon = epsilon;
        weight = scope.Take("weight", Init.Ones, width);
        RegisterComponents();
    }

    /// <summary>Normalises rows.</summary>
    /// <param name="input">[..., width].</param>
    public override Tensor forward(Tensor input)
    {
        var wide = input.dtype == ScalarType.Float32 ? input : input.to(ScalarType.Float32);
        var scaled = wide * wide.square().mean([-1L], keepdim: true).add_(epsilon).rsqrt_();
        return (input.dtype == ScalarType.Float32 ? scaled : scaled.to(input.dtype)) * weight;
    }
}
