using TorchSharp;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>One batch on its way through decoding. Each step reads one small tensor back: the tokens that were chosen.</summary>
internal sealed class DecodingRun : IDisposable
{
    private const double CompactBelow = 0.875;

    private readonly IDecoder decoder;
    private readonly GenerationOptions options;
    private readonly IReadOnlyList<ILogitsProcessor> processors;
    private readonly Device device;
    private readonly int batch;
    private readonly int limit;
    private readonly long[] tokens;
    private readonly int[] lengths;
    private readonly bool[] ended;
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TokenHistory? history;
    private readonly Tensor logProbs;
    private readonly Tensor sampledLogProbs;
    private List<int> active;
    private Tensor? rows;
    private Tensor? uniforms;
    private Tensor scores;
    private int step;

    public DecodingRun(
        IDecoder decoder, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms, IReadOnlyList<ILogitsProcessor> processors)
    {
        this.decoder = decoder;
        this.options = options;
        this.processors = processors;
        device = prompts.Ids.device;
        batch = (int)prompts.Count;
        limit = options.MaxNewTokens;
        tokens = new long[batch * limit];
        Array.Fill(tokens, options.PadId);
        lengths = new int[batch];
        ended = new bool[batch];
        active = [.. Enumerable.Range(0, batch)];
        this.uniforms = options.Sample ? Table(uniforms!) : null;
        logProbs = zeros(batch, limit, dtype: ScalarType.Float32, device: device);
        sampledLogProbs = processors.Count == 0 ? logProbs : zeros(batch, limit, dtype: ScalarType.Float32, device: device);
        scores = decoder.Start(prompts, limit);
        history = processors.Count == 0 ? null : new TokenHistory(decoder.History, limit);
    }

    /// <summary>Chooses one token for every row that has not ended; false when there is nothing left to do.</summary>
    public bool Step()
    {
        using var stepScope = NewDisposeScope();
        var (chosen, values) = Choose();
        var alive = Record(values);
        step++;
        if (alive.Count == 0 || step == limit)
        {
            return false;
        }

        history?.Add(chosen, values);
        if (alive.Count < active.Count * CompactBelow)
        {
            chosen = Compact(alive, chosen);
        }

        scores.Dispose();
        scores = decoder.Next(chosen).MoveToOuterDisposeScope();
        return true;
    }

    /// <summary>What was generated, cut to the longest response.</summary>
    public Generated Result()
    {
        using var resultScope = NewDisposeScope();
        var width = lengths.Max();
        var ids = tensor(tokens, [batch, limit], device: device).narrow(1, 0, width).contiguous();
        var ends = tensor(lengths.Select(length => (long)length).ToArray(), device: device).unsqueeze(1);
        var mask = arange(width, dtype: ScalarType.Int64, device: device).lt(ends);
        var raw = logProbs.narrow(1, 0, width) * mask;
        var sampled = sampledLogProbs.narrow(1, 0, width) * mask;
        return new Generated(
            new TokenBatch(ids.DetachFromDisposeScope(), mask.DetachFromDisposeScope()),
            raw.DetachFromDisposeScope(), sampled.DetachFromDisposeScope(), ended);
    }

    public void Dispose()
    {
        history?.Dispose();
        scope.Dispose();
    }

    private (Tensor Chosen, long[] Values) Choose()
    {
        var raw = scores.to(ScalarType.Float32);
        var processed = processors.Aggregate(raw, (current, processor) => processor.Process(current, history!));
        var chosen = uniforms is null
            ? processed.argmax(1)
            : InverseCdf.Draw(processed.softmax(1), uniforms.select(0, step));
        var column = chosen.unsqueeze(1);
        Write(logProbs, raw.log_softmax(1).gather(1, column));
        if (processors.Count > 0)
        {
            Write(sampledLogProbs, processed.log_softmax(1).gather(1, column));
        }

        return (chosen, chosen.cpu().data<long>().ToArray());
    }

    private void Write(Tensor table, Tensor values)
    {
        var place = table.narrow(1, step, 1);
        if (rows is null)
        {
            place.copy_(values);
        }
        else
        {
            place.index_copy_(0, rows, values);
        }
    }

    // Finished rows that are still in the batch go on with whatever they drew; nothing of it is kept.
    private List<int> Record(long[] values)
    {
        var alive = new List<int>();
        for (var i = 0; i < active.Count; i++)
        {
            var row = active[i];
            if (ended[row])
            {
                continue;
            }

            tokens[row * limit + step] = values[i];
            lengths[row] = step + 1;
            ended[row] = options.EndIds.Contains((int)values[i]) || options.StopSequences.Any(stop => EndsWith(row, stop));
            if (!ended[row])
            {
                alive.Add(i);
            }
        }

        return alive;
    }

    private bool EndsWith(int row, IReadOnlyList<int> stop)
    {
        var start = lengths[row] - stop.Count;
        return start >= 0 && stop.Select((id, i) => tokens[row * limit + start + i] == id).All(same => same);
    }

    private Tensor Compact(List<int> kept, Tensor chosen)
    {
        var index = tensor(kept.Select(i => (long)i).ToArray(), device: device);
        decoder.Select(index);
        history?.Select(index, kept);
        active = [.. kept.Select(i => active[i])];
        rows = Replace(rows, tensor(active.Select(row => (long)row).ToArray(), device: device));
        uniforms = uniforms is null ? null : Replace(uniforms, uniforms.index_select(1, index));
        return chosen.index_select(0, index);
    }

    private static Tensor Replace(Tensor? old, Tensor next)
    {
        old?.Dispose();
        return next.MoveToOuterDisposeScope();
    }

    // [limit, B]
    private Tensor Table(IUniforms source)
    {
        var table = new double[limit * batch];
        for (var i = 0; i < limit; i++)
        {
            for (var row = 0; row < batch; row++)
            {
                table[i * batch + row] = source.At(row, i);
            }
        }

        return tensor(table, [limit, batch], device: device);
    }
}
