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
    private readonly int limit;
    private readonly int[]? limits;
    private readonly ResponseTokens responses;
    private readonly TokenHistory? history;
    private readonly Tensor logProbs;
    private readonly Tensor sampledLogProbs;
    private readonly Tensor? states;
    private List<int> active;
    private Tensor? rows;
    private Tensor? uniforms;
    private Tensor scores;
    private int step;

    public DecodingRun(
        IDecoder decoder, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms, IReadOnlyList<ILogitsProcessor> processors)
    {
        using var scope = NewDisposeScope();
        this.decoder = decoder;
        this.options = options;
        this.processors = processors;
        device = prompts.Ids.device;
        limit = options.MaxNewTokens;
        var batch = (int)prompts.Count * options.ResponsesPerPrompt;
        limits = options.RandomLimit is { } range ? [.. Enumerable.Range(0, batch).Select(row => range.Draw(uniforms!, row, limit))] : null;
        active = [.. Enumerable.Range(0, batch)];
        this.uniforms = options.Sample ? Table(uniforms!, batch).DetachFromDisposeScope() : null;
        logProbs = zeros(batch, limit, dtype: ScalarType.Float32, device: device).DetachFromDisposeScope();
        sampledLogProbs = processors.Count == 0 ? logProbs : zeros_like(logProbs).DetachFromDisposeScope();
        scores = decoder.Start(prompts, limit);
        var before = new Lazy<int[][]>(Before);
        responses = new ResponseTokens(batch, options, row => before.Value[row / options.ResponsesPerPrompt], limits);
        history = processors.Count == 0 ? null : new TokenHistory(decoder.History, limit);
        if (options.ResponsesPerPrompt > 1)
        {
            var origins = active.Select(row => row / options.ResponsesPerPrompt).ToArray();
            var index = Indices(origins);
            decoder.Select(index);
            history?.Select(index, origins);
            scores = scores.index_select(0, index);
        }

        scores.DetachFromDisposeScope();
        if (options.KeepStates && decoder.States is { } first)
        {
            states = zeros([batch, limit, first.shape[1]], first.dtype, device).DetachFromDisposeScope();
        }
    }

    /// <summary>Chooses one token for every row that has not ended; false when there is nothing left to do.</summary>
    public bool Step()
    {
        using var scope = NewDisposeScope();
        var chosen = Choose();
        var values = chosen.cpu().data<long>().ToArray();
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
        scores = decoder.Next(chosen).DetachFromDisposeScope();
        return true;
    }

    /// <summary>The tokens that the last step chose.</summary>
    public IReadOnlyList<GeneratedToken> Latest()
    {
        using var scope = NewDisposeScope();
        var values = logProbs.select(1, step - 1).cpu().contiguous().data<float>().ToArray();
        return [.. responses.RowsOfLength(step).Select(row => new GeneratedToken(row, responses.Last(row), values[row], responses.Ended[row]))];
    }

    /// <summary>What was generated, cut to the longest response.</summary>
    public Generated Result()
    {
        using var scope = NewDisposeScope();
        var tokens = responses.ToBatch(device);
        Tensor Cut(Tensor table) => (table.narrow(1, 0, tokens.Width) * tokens.Mask).DetachFromDisposeScope();
        var (raw, sampled) = (Cut(logProbs), Cut(sampledLogProbs));
        return new Generated(tokens, raw, sampled, responses.Ended)
        {
            Limits = limits,
            States = states?.narrow(1, 0, tokens.Width).clone().DetachFromDisposeScope(),
        };
    }

    public void Dispose()
    {
        history?.Dispose();
        logProbs.Dispose();
        sampledLogProbs.Dispose();
        states?.Dispose();
        rows?.Dispose();
        uniforms?.Dispose();
        scores.Dispose();
    }

    private int[][] Before()
    {
        using var ids = decoder.History.cpu();
        return [.. ids.data<long>().ToArray().Select(id => (int)id).Chunk((int)ids.size(1))];
    }

    private Tensor Choose()
    {
        var raw = scores.to(ScalarType.Float32);
        var processed = processors.Aggregate(raw, (current, processor) => processor.Process(current, history!));
        var probabilities = uniforms is null ? null : processed.softmax(1);
        var chosen = probabilities is null ? processed.argmax(1) : InverseCdf.Draw(probabilities, uniforms!.select(0, step));
        var column = chosen.unsqueeze(1);
        if (states is not null)
        {
            Write(states, decoder.States!.unsqueeze(1));
        }

        Write(sampledLogProbs, probabilities?.gather(1, column).log_() ?? processed.log_softmax(1).gather(1, column));
        if (processors.Count > 0)
        {
            Write(logProbs, raw.log_softmax(1).gather(1, column));
        }

        return chosen;
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
            if (!responses.IsComplete(active[i]) && responses.Add(active[i], values[i]))
            {
                alive.Add(i);
            }
        }

        return alive;
    }

    private Tensor Compact(List<int> kept, Tensor chosen)
    {
        var index = Indices(kept);
        decoder.Select(index);
        history?.Select(index, kept);
        active = [.. kept.Select(i => active[i])];
        rows = Replace(rows, Indices(active));
        uniforms = uniforms is null ? null : Replace(uniforms, uniforms.index_select(1, index));
        return chosen.index_select(0, index);
    }

    private static Tensor Replace(Tensor? old, Tensor next)
    {
        old?.Dispose();
        return next.DetachFromDisposeScope();
    }

    private Tensor Indices(IReadOnlyList<int> values) => tensor(values.Select(value => (long)value).ToArray(), device: device);

    // [limit, B]
    private Tensor Table(IUniforms source, int batch)
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
