using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>scale B A x: what an adapter adds to one module.</summary>
public sealed class LowRank : nn.Module
{
    private readonly Parameter A;
    private readonly Parameter B;
    private readonly LowRankShape shape;

    /// <summary>Takes the matrices from a scope.</summary>
    internal LowRank(ParameterScope scope, LowRankShape shape) : base(nameof(LowRank))
    {
        this.shape = shape;
        A = scope.Take("A", shape.StartOfA, shape.Rank, shape.Inputs);
        B = scope.Take("B", shape.StartOfB, shape.Outputs, shape.Rank);
        RegisterComponents();
    }

    /// <summary>r.</summary>
    public int Rank => shape.Rank;

    /// <summary>alpha / r, or alpha / sqrt(r).</summary>
    public double Scale => shape.Scale;

    /// <summary>Rank, scale and sizes.</summary>
    internal LowRankShape Shape => shape;

    /// <summary>Adds to the outputs of a projection.</summary>
    /// <param name="output">W x + b, [N, out].</param>
    /// <param name="input">x, [N, in].</param>
    /// <returns>[N, out], in the dtype of the output.</returns>
    internal Tensor AddTo(Tensor output, Tensor input)
    {
        var kept = input.dtype == A.dtype ? input : input.to(A.dtype);
        kept = training && shape.Dropout > 0 ? nn.functional.dropout(kept, shape.Dropout) : kept;
        return Add(output, nn.functional.linear(kept, A));
    }

    /// <summary>Adds to rows of an embedding table; there is no dropout here, as in PEFT.</summary>
    /// <param name="rows">[N, out].</param>
    /// <param name="ids">int64 [N].</param>
    /// <returns>[N, out].</returns>
    internal Tensor AddToRows(Tensor rows, Tensor ids) => Add(rows, A.index_select(1, ids).t());

    /// <summary>scale B A, [out, in].</summary>
    internal Tensor Product() => B.mm(A).mul(shape.Scale);

    private Tensor Add(Tensor output, Tensor narrow) => output.dtype == B.dtype
        ? addmm(output, narrow, B.t(), 1, (float)shape.Scale)
        : output + nn.functional.linear(narrow, B).mul(shape.Scale).to(output.dtype);
}
