using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Workbench.Benchmarks.Running;
using Workbench.Checkpoints;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Loading;

/// <summary>
/// Loading GPT-2 small (498 MB in float32) against reading its file into memory, and against transformers; and the memory at its peak.
/// The file is in the system's cache, so that processor time is what loading costs. (transformers maps the file and reads what it does not
/// convert only when it is used.)
/// </summary>
internal sealed class CheckpointLoadBenchmark : IBenchmark
{
    private const string Settings = """{"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]}""";
    private const long WeightBytes = 4 * 124_439_808L;
    private const long Allowance = 50_000_000;

    public string Name => "load";

    public string About => "loading a checkpoint of 500 MB: processor time against reading the file, peak of memory against the weights";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        set_num_threads(1);
        foreach (var (stored, what) in new[] { (ScalarType.Float32, "float32"), (ScalarType.BFloat16, "bfloat16 to float32") })
        {
            foreach (var shardBytes in new[] { HuggingFaceFolder.DefaultShardBytes, 100_000_000L })
            {
                var folder = Path.Combine(context.Scratch, $"{stored}-{shardBytes}");
                using (var model = LanguageModels.Initialise(ModelConfig.Parse(Settings), seed: 1, dtype: stored))
                {
                    LanguageModels.Save(model, folder, maxShardBytes: shardBytes);
                }

                var files = Directory.GetFiles(folder, "*.safetensors");
                var label = $"{what}, {(files.Length == 1 ? "one file" : $"{files.Length} files")}";
                using var peer = context.StartPeer("trl", "checkpoint_load.py", 1, new JsonObject { ["folder"] = folder });
                var best = context.Race([() => Load(folder), () => Read(files), .. peer is null ? [] : new Func<double>[] { () => peer.Time("load") }]);
                yield return new Measurement(label, best[0])
                {
                    // Widening writes twice the bytes that it reads: no goal was set for it.
                    Against = "reading the file", Other = best[1], Goal = stored == ScalarType.Float32 ? Goal.Within(1.2) : null, Note = Peak(folder),
                };
                if (peer is not null)
                {
                    yield return new Measurement(label, best[0]) { Against = "transformers 4.46.3", Other = best[2] };
                }

                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static double Load(string folder) => Clock.ProcessorSeconds(() => LanguageModels.Load(folder).Dispose());

    private static string Peak(string folder) => LoadOnce.Measure(folder) is { } peak
        ? string.Create(
            CultureInfo.InvariantCulture, $"peak {peak / 1e6:0} MB, weights {WeightBytes / 1e6:0} MB{(peak > WeightBytes + Allowance ? ": too much" : "")}")
        : "peak unknown";

    // As a program reads a file that it wants to have: into fresh memory of its size.
    private static unsafe double Read(string[] files) => Clock.ProcessorSeconds(() =>
    {
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var memory = (byte*)NativeMemory.Alloc((nuint)stream.Length);
            for (var position = 0L; position < stream.Length;)
            {
                position += stream.Read(new Span<byte>(memory + position, (int)Math.Min(1 << 24, stream.Length - position)));
            }

            NativeMemory.Free(memory);
        }
    });
}
