using TorchSharp.Modules;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>A vector for each id, and what a low-rank adapter adds.</summary>
public sealed class EmbeddingTable : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly LowRank? lora;

    /// <summary>Takes the table from the scope.</summary>
    public EmbeddingTable(ParameterScope scope, long count, long width, double std) : base(nameof(EmbeddingTable))
    {
        weight = scope.Take("weight", Init.Normal(std), count, width);
        lora = scope.TakeLowRank(count, width);
        RegisterComponents();
    }

    /// <summary>The table, [count, width]; the head of a model with tied embeddings projects with it.</summary>
    internal Parameter Weight => weight;

    /// <summary>The adapter; null for none.</summary>
    internal LowRank? Adapter => lora;

    /// <summary>Looks ids up.</summary>
    /// <param name="input">Ids, int64 [N].</param>
    /// <returns>[N, width].</returns>
    public override Tensor forward(Tensor input)
    {
        var rows = weight.index_select(0, input);
        return lora is null ? rows : lora.AddToRows(rows, input);
    }
}
