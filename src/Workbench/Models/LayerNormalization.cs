using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Layer normalisation over the last dimension (Ba et al. 2016), with or without weight and bias.</summary>
public sealed class LayerNormalization : nn.Module<Tensor, Tensor>
{
    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly long[] shape;
    private readonly double epsilon;

    /// <summary>Takes weight and bias from the scope.</summary>
    public LayerNormalization(ParameterScope scope, long width, double epsilon, bool hasParameters = true) : base(nameof(LayerNormalization))
    {
        shape = [width];
        this.epsilon = epsilon;
        weight = hasParameters ? scope.Take("weight", Init.Ones, width) : null;
        bias = hasParameters ? scope.Take("bias", Init.Zeros, width) : null;
        RegisterComponents();
    }

    /// <summary>Normalises rows.</summary>
    /// <param name="input">[..., width].</param>
    public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, shape, weight, bias, epsilon);
}
