using TorchSharp;
using TorchSharp.Modules;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// y = x W + b, and what a low-rank adapter adds. The weight is stored as the family stores it: [out, in] as in torch's Linear, or [in, out]
/// as in GPT-2's Conv1D.
/// </summary>
public sealed class Projection : nn.Module<Tensor, Tensor>
{
    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly LowRank? lora;
    private readonly Func<EmbeddingTable>? table;
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
        lora = scope.TakeLowRank(inputs, outputs);
        RegisterComponents();
    }

    private Projection(ParameterScope scope, EmbeddingTable table, long outputs, long inputs) : base(nameof(Projection))
    {
        this.table = () => table;
        weight = scope.Replaces("weight") ? scope.Take("weight", Init.Zeros, outputs, inputs) : null;
        lora = scope.TakeLowRank(inputs, outputs);
        RegisterComponents();
    }

    /// <summary>A head whose weight is that of an embedding table; it has no parameters of its own unless the scope replaces them.</summary>
    /// <param name="scope">Where replacements and adapters come from.</param>
    /// <param name="table">[outputs, inputs].</param>
    public static Projection TiedTo(ParameterScope scope, EmbeddingTable table) =>
        new(scope, table, table.Weight.shape[0], table.Weight.shape[1]);

    /// <summary>The weight as it is stored.</summary>
    internal Parameter Weight => weight ?? table!().Weight;

    /// <summary>The table whose weight the head borrows unless it is replaced; null for other projections.</summary>
    internal EmbeddingTable? Table => table?.Invoke();

    /// <summary>Whether the weight is stored as [in, out].</summary>
    internal bool InputFirst => inputFirst;

    /// <summary>The adapter; null for none.</summary>
    internal LowRank? Adapter => lora;

    /// <summary>Projects rows.</summary>
    /// <param name="input">[N, in].</param>
    /// <returns>[N, out].</returns>
    public override Tensor forward(Tensor input)
    {
        var output = Plain(input);
        return lora is null ? output : lora.AddTo(output, input);
    }

    private Tensor Plain(Tensor input)
    {
        // One row: libtorch's product of matrices rearranges the whole weight for it on the CPU, one with a vector reads it once.
        if (input.dim() == 2 && input.shape[0] == 1 && input.device_type == DeviceType.CPU && !is_grad_enabled())
        {
            var product = (inputFirst ? Weight.t() : Weight).mv(input.reshape(-1));
            return (bias is null ? product : product.add_(bias)).unsqueeze(0);
        }

        if (!inputFirst)
        {
            return nn.functional.linear(input, Weight, bias);
        }

        return bias is null ? input.mm(Weight) : addmm(bias, input, Weight, 1, 1);
    }
}
