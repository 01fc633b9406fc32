using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>Decoding with a decoder-only model: prompts are aligned at their ends, and every new token fills one place of the cache.</summary>
internal sealed class CausalDecoder(CausalLanguageModel model) : IDecoder
{
    private KvCache? cache;
    private Tensor? bars;
    private Tensor? positions;
    private long longest;

    public Tensor History { get; private set; } = null!;

    public Tensor? States { get; private set; }

    public Tensor Start(TokenBatch prompts, int maxNewTokens)
    {
        using var scope = NewDisposeScope();
        var order = TokenPositions.PaddingFirst(prompts.Mask);
        var ids = prompts.Ids.gather(1, order);                                     // [B, Q], padding on the left
        var real = prompts.Mask.gather(1, order);
        var (batch, width) = (prompts.Count, prompts.Width);
        var lengths = real.sum(1);
        longest = Check(lengths, width, maxNewTokens, out var padded);

        var room = width + maxNewTokens - 1;
        cache = model.NewCache(room);
        if (padded)
        {
            var grown = cat([real, real.new_ones(batch, room - width, ScalarType.Bool)], 1);
            bars = AttentionMask.Padding(grown, model.DType).DetachFromDisposeScope();          // [B, 1, 1, Q + new]
        }

        var places = TokenPositions.FromMask(real);
        var mask = padded || model.Window < width ? model.Bars(real, places) : AttentionMask.Future(width, model.DType, ids.device);
        var last = arange(width - 1, batch * width, width, dtype: ScalarType.Int64, device: ids.device);
        var states = model.RunCached(ids.view(-1), new ForwardPass
        {
            Batch = batch,
            Positions = places.view(-1),
            Mask = mask,
            Wanted = last,
            WantedMask = mask.narrow(2, width - 1, 1),
            Cache = cache,
        });
        cache.Advance(width);
        positions = lengths.DetachFromDisposeScope();
        History = ids.DetachFromDisposeScope();
        States = states.DetachFromDisposeScope();
        return model.HeadOnRows(states).MoveToOuterDisposeScope();
    }

    public Tensor Next(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        longest++; // rows that have left the batch count
        var states = model.RunCached(tokens, new ForwardPass
        {
            Batch = tokens.shape[0],
            Positions = positions!,
            Mask = bars?.narrow(3, cache!.First, cache.Length + 1 - cache.First),
            Cache = cache,
            Longest = () => longest,
        });
        cache!.Advance(1);
        positions!.add_(1);
        States?.Dispose();
        States = states.DetachFromDisposeScope();
        return model.HeadOnRows(states).MoveToOuterDisposeScope();
    }

    public void Select(Tensor rows)
    {
        cache!.Select(rows);
        bars = Selected(bars, rows);
        positions = Selected(positions, rows);
        States = Selected(States, rows);
    }

    public void Reorder(Tensor rows) => cache!.Select(rows);

    public void Dispose()
    {
        cache?.Dispose();
        bars?.Dispose();
        positions?.Dispose();
        History?.Dispose();
        States?.Dispose();
    }

    private static Tensor? Selected(Tensor? old, Tensor rows)
    {
        using (old)
        {
            return old?.index_select(0, rows).DetachFromDisposeScope();
        }
    }

    private long Check(Tensor lengths, long width, int maxNewTokens, out bool padded)
    {
        var host = lengths.cpu().data<long>().ToArray();
        var (shortest, longest) = (host.Min(), host.Max());
        padded = shortest != width;
        if (shortest == 0)
        {
            throw new WorkbenchException($"Prompt {Array.IndexOf(host, 0L)} of the batch has no tokens; a model continues at least one.");
        }

        if (model.ContextLength is { } limit && longest + maxNewTokens > limit)
        {
            throw new WorkbenchException(
                $"The longest prompt has {longest} tokens and {maxNewTokens} may follow; the model's context holds {limit}. "
                + "Shorten the prompts or MaxNewTokens.");
        }

        return longest;
    }
}
