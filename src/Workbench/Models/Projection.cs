using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// y = x W + b. The weight is stored as the family stores it: [out, in] as in torch's Linear, or [in, out] as in GPT-2's Conv1D.
/// </summary>
public sealed class Projection : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly bool inputFirst;

    /// <summary>Takes weight and bias from the scope.</summary>
    /// <param name="scope">Where the parameters come from.</param>
    /// <param name="inputs">Width of x.</param>
    /// <param name="outputs">Width of y.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="std">Standard deviation of the weight in a new model; the bias starts at 0.</param>
    /// <param name="inputFirst">Whether the weight is stored as [in, out].</param>
    public Projection(ParameterScope scope, long inputs, long outputs, bool hasBias, double std, bool inputFirst = false)
        : base(nameof(Projection))
    {
        this.inputFirst = inputFirst;
        weight = scope.Take("weight", Init.Normal(std), inputFirst ? [inputs, outputs] : [outputs, inputs]);
        bias = hasBias ? scope.Take("bias", Init.Zeros, outputs) : null;
        RegisterComponents();
    }

    /// <summary>Projects rows.</summary>
    /// <param name="input">[N, in].</param>
    /// <returns>[N, out].</returns>
    public override Tensor forward(Tensor input)
    {
        if (!inputFirst)
        {
            return nn.functional.linear(input, weight, bias);
        }

        return bias is null ? input.mm(weight) : addmm(bias, input, weight, 1, 1);
    }
}
