using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Benchmarks.Running;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Classifiers;

/// <summary>Scoring texts with a classifier of the size of RoBERTa-base against transformers with the same weights.</summary>
internal sealed class ClassifierBenchmark : IBenchmark
{
    private const int Batch = 16, Width = 64;

    private const string Config = """
        {"model_type":"roberta","architectures":["RobertaForSequenceClassification"],"vocab_size":50265,"max_position_embeddings":514,"hidden_size":768,
         "num_hidden_layers":12,"num_attention_heads":12,"intermediate_size":3072,"type_vocab_size":1,"layer_norm_eps":1e-5,"pad_token_id":1}
        """;

    public string Name => "roberta";

    public string About => $"scoring {Batch} texts of {Width} tokens with RoBERTa-base";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        foreach (var threads in context.Threads)
        {
            set_num_threads(threads);
            var folder = Path.Combine(context.Scratch, Name);
            using var parameters = new RandomParameters(1);
            using var model = SequenceClassifiers.Build(ModelConfig.Parse(Config), parameters);
            SequenceClassifiers.Save(model, folder);
            var texts = Enumerable.Range(0, Batch).Select(row => Enumerable.Range(0, Width).Select(i => 3 + (row * 31 + i * 17) % 50000).ToArray()).ToArray();
            using var batch = TokenBatches.RightPadded(texts, 1);
            using var peer = context.StartPeer("trl", "classifier.py", threads, new JsonObject
            {
                ["folder"] = folder,
                ["texts"] = new JsonArray([.. texts.Select(row => new JsonArray([.. row.Select(id => (JsonNode)id)]))]),
            });
            Func<double> own = () => context.Time(() => Logits(model, batch));
            if (peer is null)
            {
                yield return new Measurement($"forward, {threads} threads", context.Race(own)[0]);
                continue;
            }

            var theirs = peer.Ask("logits")["logits"]!.AsArray().Select(number => number!.GetValue<double>());
            var difference = Logits(model, batch).Zip(theirs).Max(pair => Math.Abs(pair.First - pair.Second));
            var best = context.Race(own, () => peer.Time("score"));
            yield return new Measurement($"forward, {threads} threads", best[0])
            {
                Against = "transformers 4.46.3, PyTorch 2.13", Other = best[1], Goal = Goal.Faster(1),
                Note = string.Create(CultureInfo.InvariantCulture, $"logits differ by {difference:0.0e0}"),
            };
        }
    }

    private static float[] Logits(ISequenceClassifier model, TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return model.Logits(batch).data<float>().ToArray();
    }
}
