using TorchSharp;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>
/// Beam search as transformers does it (<c>_beam_search</c> with <c>BeamSearchScorer</c>), except that prompts leave the batch when their
/// search is done. Each step reads one small tensor back: the candidates. A response that a stop rule ends is complete like one with an end
/// token, as in transformers since its searches look at the rules beam by beam.
/// </summary>
internal sealed class BeamRun : IDisposable
{
    private const float OutOfReach = 1e9f;

    private readonly IDecoder decoder;
    private readonly GenerationOptions options;
    private readonly IReadOnlyList<ILogitsProcessor> processors;
    private readonly Device device;
    private readonly BeamHypotheses[] found;
    private readonly int beams;
    private readonly int candidates;
    private readonly TokenHistory? history;
    private readonly int[][] before = [];
    private List<(int Prompt, Beam[] Beams)> open;
    private Tensor scores;
    private int length;

    public BeamRun(IDecoder decoder, TokenBatch prompts, GenerationOptions options, IReadOnlyList<ILogitsProcessor> processors)
    {
        this.decoder = decoder;
        this.options = options;
        this.processors = processors;
        device = prompts.Ids.device;
        beams = options.Beams;
        var batch = (int)prompts.Count;
        found = [.. Enumerable.Range(0, batch).Select(_ =>
            new BeamHypotheses(beams, options.LengthPenalty, options.BeamStopping, options.MaxNewTokens))];
        open = [.. Enumerable.Range(0, batch).Select(prompt =>
            (prompt, Enumerable.Range(0, beams).Select(beam => Beam.Start(beam == 0)).ToArray()))];

        using var scope = NewDisposeScope();
        var first = decoder.Start(prompts, options.MaxNewTokens);
        history = processors.Count == 0 ? null : new TokenHistory(decoder.History, options.MaxNewTokens);
        if (options.StopRules.Count > 0)
        {
            using var ids = decoder.History.cpu();
            before = [.. ids.data<long>().ToArray().Select(id => (int)id).Chunk((int)ids.size(1))];
        }

        var rows = Enumerable.Range(0, batch * beams).Select(row => row / beams).ToArray();
        var index = Indices(rows);
        decoder.Select(index);
        history?.Select(index, rows);
        scores = first.index_select(0, index).DetachFromDisposeScope();
        // Enough that each beam has a successor even where end tokens are the best.
        candidates = (int)Math.Min(Math.Max(2, 1 + options.EndIds.Count) * beams, beams * scores.shape[1]);
    }

    /// <summary>Lengthens every open beam by one token; false when there is nothing left to do.</summary>
    public bool Step()
    {
        using var scope = NewDisposeScope();
        var (values, vocabulary) = Candidates();
        var (next, origins, tokens) = (new List<(int, Beam[])>(), new List<int>(), new List<long>());
        length++;
        for (var i = 0; i < open.Count; i++)
        {
            var (prompt, parents) = open[i];
            var (children, places) = Lengthen(prompt, parents, rank => Candidate(values, i, rank, vocabulary));
            if (found[prompt].IsDone(values[i * candidates], length))
            {
                continue;
            }

            next.Add((prompt, children));
            origins.AddRange(places.Select(place => i * beams + place));
            tokens.AddRange(children.Select(child => child.Tokens[^1]));
        }

        var allOpen = next.Count == open.Count;
        open = next;
        if (open.Count == 0 || length == options.MaxNewTokens)
        {
            return false;
        }

        Follow(origins, tokens, allOpen);
        return true;
    }

    /// <summary>The best responses, those of one prompt behind one another.</summary>
    public Generated Result()
    {
        foreach (var (prompt, children) in open)
        {
            foreach (var beam in children)
            {
                found[prompt].Add(beam, ended: false);
            }
        }

        var best = found.SelectMany(hypotheses => hypotheses.Best.Take(options.ResponsesPerPrompt)).ToArray();
        var (rows, width) = (best.Length, best.Max(one => one.Beam.Tokens.Length));
        var ids = new long[rows * width];
        var mask = new bool[rows * width];
        var (logProbs, processed) = (new float[rows * width], new float[rows * width]);
        Array.Fill(ids, options.PadId);
        for (var row = 0; row < rows; row++)
        {
            var (beam, start) = (best[row].Beam, row * width);
            beam.Tokens.CopyTo(ids, start);
            beam.LogProbs.CopyTo(logProbs, start);
            beam.ProcessedLogProbs.CopyTo(processed, start);
            Array.Fill(mask, true, start, beam.Tokens.Length);
            if (best[row].Ended && options.EndIds.Contains((int)beam.Tokens[^1]))
            {
                // transformers writes the first end id, whichever was met.
                ids[start + beam.Tokens.Length - 1] = options.EndIds[0];
            }
        }

        Tensor Table(Tensor flat) => flat.view(rows, width).DetachFromDisposeScope();
        using var scope = NewDisposeScope();
        var raw = Table(tensor(logProbs, device: device));
        return new Generated(
            new TokenBatch(Table(tensor(ids, device: device)), Table(tensor(mask, device: device))),
            raw, processors.Count == 0 ? raw : Table(tensor(processed, device: device)), [.. best.Select(one => one.Ended)])
        {
            BeamScores = [.. best.Select(one => (float)one.Score)],
        };
    }

    public void Dispose()
    {
        history?.Dispose();
        scores.Dispose();
    }

    // The highest sums over all beams of a prompt: [4, open, candidates] of sum, place, raw and processed log-probability.
    private (double[] Values, long Vocabulary) Candidates()
    {
        var vocabulary = scores.shape[1];
        var raw = scores.to(ScalarType.Float32).log_softmax(1);
        var processed = processors.Aggregate(raw, (current, processor) => processor.Process(current, history!));
        var before = tensor(open.SelectMany(search => search.Beams).Select(beam => beam.Score).ToArray(), device: device);
        var (sums, places) = (processed + before.unsqueeze(1)).view(open.Count, -1).topk(candidates, dim: 1);
        Tensor At(Tensor table) => table.view(open.Count, -1).gather(1, places);
        var all = stack([sums.to(ScalarType.Float64), places.to(ScalarType.Float64), At(raw).to(ScalarType.Float64), At(processed).to(ScalarType.Float64)]);
        return (all.cpu().data<double>().ToArray(), vocabulary);
    }

    private (int Parent, long Token, float LogProb, float Processed, float Sum) Candidate(double[] values, int search, int rank, long vocabulary)
    {
        var (at, table) = (search * candidates + rank, open.Count * candidates);
        var place = (long)values[table + at];
        return ((int)(place / vocabulary), place % vocabulary, (float)values[2 * table + at], (float)values[3 * table + at], (float)values[at]);
    }

    private (Beam[] Children, int[] Parents) Lengthen(
        int prompt, Beam[] beamsBefore, Func<int, (int Parent, long Token, float LogProb, float Processed, float Sum)> candidate)
    {
        var (children, parents, stopped) = (new List<Beam>(), new List<int>(), new List<(Beam Child, int Parent)>());
        for (var rank = 0; rank < candidates && children.Count < beams; rank++)
        {
            var (parent, token, logProb, processed, sum) = candidate(rank);
            var child = beamsBefore[parent].Then(token, logProb, processed, sum);
            var ends = options.EndIds.Contains((int)token);
            if (!ends && !IsStopped(prompt, child))
            {
                children.Add(child);
                parents.Add(parent);
                continue;
            }

            if (rank < beams)
            {
                found[prompt].Add(child, ended: true);
            }

            if (!ends)
            {
                stopped.Add((child with { Score = child.Score - OutOfReach }, parent));
            }
        }

        // Where rules stop too many, some go on out of reach of all others.
        children.AddRange(stopped.Take(beams - children.Count).Select(one => one.Child));
        parents.AddRange(stopped.Take(beams - parents.Count).Select(one => one.Parent));
        return children.Count == beams
            ? ([.. children], [.. parents])
            : throw new WorkbenchException($"The vocabulary is too small for {beams} beams that do not end; lower GenerationOptions.Beams.");
    }

    private bool IsStopped(int prompt, Beam beam)
    {
        bool EndsWith(IReadOnlyList<int> stop) =>
            beam.Tokens.Length >= stop.Count && beam.Tokens.AsSpan(^stop.Count..).SequenceEqual([.. stop.Select(id => (long)id)]);

        // A rule follows one response; beams part, so that each is followed anew.
        bool Ends(IStopRule rule)
        {
            var (watch, ends) = (rule.Watch(before[prompt]), false);
            foreach (var token in beam.Tokens)
            {
                ends = watch((int)token);
            }

            return ends;
        }

        return options.StopSequences.Any(EndsWith) || options.StopRules.Any(Ends);
    }

    private void Follow(List<int> origins, List<long> tokens, bool allOpen)
    {
        var chosen = tensor(tokens.ToArray(), device: device);
        if (!allOpen || !origins.SequenceEqual(Enumerable.Range(0, origins.Count)))
        {
            var index = Indices(origins);
            if (allOpen)
            {
                decoder.Reorder(index);
            }
            else
            {
                decoder.Select(index);
            }

            history?.Select(index, origins);
        }

        history?.Add(chosen, [.. tokens]);
        scores.Dispose();
        scores = decoder.Next(chosen).MoveToOuterDisposeScope();
    }

    private Tensor Indices(IEnumerable<int> rows) => tensor(rows.Select(row => (long)row).ToArray(), device: device);
}
