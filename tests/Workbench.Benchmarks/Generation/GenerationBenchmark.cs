using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Benchmarks.Running;
using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Generation;

/// <summary>Sampling from a model against transformers with the same weights, and against reading the weights once a token.</summary>
internal sealed class GenerationBenchmark(string name, GenerationShape shape) : IBenchmark
{
    public string Name => name;

    public string About => $"sampling from {shape}";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        foreach (var threads in context.Threads)
        {
            set_num_threads(threads);
            var folder = Path.Combine(context.Scratch, name);
            using var model = LanguageModels.Initialise(ModelConfig.Parse(shape.Config), 1);
            LanguageModels.Save(model, folder);
            var prompts = Enumerable.Range(0, shape.Batch)
                .Select(row => Enumerable.Range(0, shape.Prompt).Select(i => 1 + (row * 31 + i * 17) % (model.VocabularySize - 1)).ToArray()).ToArray();
            using var batch = TokenBatches.LeftPadded(prompts, 0);
            var options = new GenerationOptions { MaxNewTokens = shape.Tokens, EndIds = [], PadId = 0 };
            Func<double> own = () => context.Time(() => model.Generate(batch, options, new UniformSource(1)).Dispose());
            using var peer = context.StartPeer("trl", "generation.py", threads, new JsonObject
            {
                ["folder"] = folder,
                ["prompts"] = new JsonArray([.. prompts.Select(row => new JsonArray([.. row.Select(id => (JsonNode)id)]))]),
                ["tokens"] = shape.Tokens,
            });
            if (peer is not null)
            {
                var agreement = Agreement(model, batch, options, peer);
                var best = context.Race(own, () => peer.Time("sample"));
                yield return Row(threads, best[0]) with
                {
                    Against = "transformers 4.46.3, PyTorch 2.13", Other = best[1], Goal = Goal.Faster(shape.Goal), Note = $"{Rate(best[0])}; {agreement}",
                };
            }

            var bound = context.Race(own, () => shape.Tokens * context.Time(() => ReadWeights(model)));
            yield return Row(threads, bound[0]) with
            {
                Against = "reading the weights once a token", Other = bound[1], Goal = shape.Batch == 1 ? Goal.Within(1.3) : null, Note = Rate(bound[0]),
            };
        }
    }

    private static Measurement Row(int threads, double seconds) => new($"sampling, {threads} threads", seconds);

    private string Rate(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{shape.Batch * shape.Tokens / seconds:0} tokens/s");

    private static void ReadWeights(ILanguageModel model)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var parameter in model.Module.parameters())
        {
            parameter.sum();
        }
    }

    // Greedy decoding from the same weights must give the same tokens, but for near ties.
    private static string Agreement(ILanguageModel model, TokenBatch prompts, GenerationOptions options, Peer peer)
    {
        var theirs = peer.Ask("greedy")["tokens"]!.AsArray().SelectMany(row => row!.AsArray().Select(id => id!.GetValue<int>())).ToArray();
        using var generated = model.Generate(prompts, options with { Sample = false }, null);
        var own = TokenBatches.ToLists(generated.Responses).SelectMany(ids => ids).ToArray();
        return $"{own.Zip(theirs).Count(pair => pair.First == pair.Second)} of {theirs.Length} greedy tokens are the same";
    }
}
