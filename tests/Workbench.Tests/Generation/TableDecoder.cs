using Workbench.Generation;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Generation;

/// <summary>A model whose logits after token t are row t of a table; for searches that are small enough to check one by one.</summary>
internal sealed class TableDecoder(Tensor table) : IDecoder
{
    public Tensor History { get; private set; } = null!;

    public Tensor Start(TokenBatch prompts, int maxNewTokens)
    {
        History = prompts.Ids;
        return Next(prompts.Ids.select(1, prompts.Width - 1));
    }

    public Tensor Next(Tensor tokens) => table.index_select(0, tokens);

    public void Select(Tensor rows)
    {
    }

    public void Reorder(Tensor rows)
    {
    }

    public void Dispose()
    {
    }
}
