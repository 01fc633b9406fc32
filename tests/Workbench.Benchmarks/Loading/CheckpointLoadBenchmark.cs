using System.Globalization;
using System.Text.Json.Nodes;
using TorchSharp;
using Workbench.Benchmarks.Running;
using Workbench.Checkpoints;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Loading;

/// <summary>
/// Loading GPT-2 small (498 MB in float32) against reading its file into memory, each in a process of its own, and against transformers; and
/// the memory at its peak. The file is in the system's cache, so that processor time is what loading costs. (transformers maps the file and reads what it does not
/// convert only when it is used.)
/// </summary>
internal sealed class CheckpointLoadBenchmark : IBenchmark
{
    private const string Settings = """{"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]}""";
    private const long Parameters = 124_439_808;
    private const long Allowance = 50_000_000;

    public string Name => "load";

    public string About => "loading a checkpoint of 500 MB: processor time against reading the file, peak of memory against the weights";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        foreach (var (stored, wanted, what) in new[]
        {
            (ScalarType.Float32, ScalarType.Float32, "float32"),
            (ScalarType.BFloat16, ScalarType.Float32, "bfloat16 to float32"),
            (ScalarType.Float32, ScalarType.BFloat16, "float32 to bfloat16"),
        })
        {
            var weights = Parameters * wanted.ElementSize();
            foreach (var shardBytes in new[] { HuggingFaceFolder.DefaultShardBytes, 100_000_000L })
            {
                var folder = Path.Combine(context.Scratch, $"{stored}-{wanted}-{shardBytes}");
                using (var model = LanguageModels.Initialise(ModelConfig.Parse(Settings), seed: 1, dtype: stored))
                {
                    LanguageModels.Save(model, folder, maxShardBytes: shardBytes);
                }

                var files = Directory.GetFiles(folder, "*.safetensors").Length;
                var label = $"{what}, {(files == 1 ? "one file" : $"{files} files")}";
                var peak = 0L;
                using var peer = wanted != ScalarType.Float32 ? null : context.StartPeer("trl", "checkpoint_load.py", 1, new JsonObject { ["folder"] = folder });
                var best = context.Race(
                [
                    () =>
                    {
                        var outcome = LoadOnce.Load(folder, wanted);
                        peak = Math.Max(peak, outcome.PeakBytes);
                        return outcome.Seconds;
                    },
                    () => LoadOnce.Read(folder).Seconds,
                    .. peer is null ? [] : new Func<double>[] { () => peer.Time("load") },
                ]);
                yield return new Measurement(label, best[0])
                {
                    // Where the dtype changes, other bytes are written than are read: no goal was set for it.
                    Against = "reading the file", Other = best[1], Goal = stored == wanted ? Goal.Within(1.2) : null, Note = Peak(peak, weights),
                };
                if (peer is not null)
                {
                    yield return new Measurement(label, best[0]) { Against = "transformers 4.46.3", Other = best[2] };
                }

                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static string Peak(long peak, long weights) => peak == 0
        ? "peak unknown"
        : string.Create(
            CultureInfo.InvariantCulture, $"peak {peak / 1e6:0} MB, weights {weights / 1e6:0} MB{(peak > weights + Allowance ? ": too much" : "")}");
}
