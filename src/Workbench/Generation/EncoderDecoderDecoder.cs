using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>Decoding with an encoder-decoder: the prompt is encoded once, and its keys and values stay for every token.</summary>
internal sealed class EncoderDecoderDecoder(T5 model) : IDecoder
{
    private CrossAttention? crossed;
    private KvCache? cache;

    public Tensor History { get; private set; } = null!;

    public Tensor? States { get; private set; }

    public Tensor Start(TokenBatch prompts, int maxNewTokens)
    {
        using var scope = NewDisposeScope();
        crossed = model.Cross(model.Encode(prompts), prompts.Mask).Detach();
        cache = new KvCache(model.DecoderLayers, maxNewTokens);
        History = full([prompts.Count, 1], model.StartId, dtype: ScalarType.Int64, device: prompts.Ids.device).DetachFromDisposeScope();
        return Next(History.view(-1)).MoveToOuterDisposeScope();
    }

    public Tensor Next(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var states = model.Decode(tokens.unsqueeze(1), crossed!, cache);
        cache!.Advance(1);
        States?.Dispose();
        States = states.DetachFromDisposeScope();
        return model.Head(states).MoveToOuterDisposeScope();
    }

    public void Select(Tensor rows)
    {
        using var old = crossed;
        crossed = old!.Select(rows).Detach();
        cache!.Select(rows);
        using var last = States;
        States = last!.index_select(0, rows).DetachFromDisposeScope();
    }

    public void Reorder(Tensor rows) => cache!.Select(rows);

    public void Dispose()
    {
        crossed?.Dispose();
        cache?.Dispose();
        History?.Dispose();
        States?.Dispose();
    }
}
