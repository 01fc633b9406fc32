using TorchSharp.Modules;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>A vector for each id, and what a low-rank adapter adds.</summary>
public sealed class EmbeddingTable : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly LowRank? lora;
    private readonly long? fixedId;

    /// <summary>Takes the table from the scope.</summary>
    /// <param name="scope">Where it comes from.</param>
    /// <param name="count">Number of ids.</param>
    /// <param name="width">Width of a vector.</param>
    /// <param name="std">Standard deviation of a new table.</param>
    /// <param name="fixedId">An id whose vector gets no gradient from looking it up (torch: padding_idx); null for none.</param>
    public EmbeddingTable(ParameterScope scope, long count, long width, double std, long? fixedId = null) : base(nameof(EmbeddingTable))
    {
        this.fixedId = fixedId;
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
        if (fixedId is { } id && rows.requires_grad)
        {
            rows = rows.detach().where(input.eq(id).unsqueeze(1), rows);
        }

        return lora is null ? rows : lora.AddToRows(rows, input);
    }
}
