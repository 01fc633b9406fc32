using Workbench.Benchmarks.Classifiers;
using Workbench.Benchmarks.Generation;
using Workbench.Benchmarks.Loading;
using Workbench.Benchmarks.Ppo;
using Workbench.Benchmarks.Running;

namespace Workbench.Benchmarks;

/// <summary>All benchmarks, in the order in which they run.</summary>
internal static class Benchmarks
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new PpoIterationBenchmark("ppo-small", PpoShape.Small),
        new PpoIterationBenchmark("ppo-medium", PpoShape.Medium),
        new PpoIterationBenchmark("ppo-small-frozen", PpoShape.Small with { Frozen = 2 }),
        new PpoIterationBenchmark("ppo-medium-frozen", PpoShape.Medium with { Frozen = 3 }),
        new SftBenchmark(),
        new LogProbsBenchmark(),
        new ScalingBenchmark(),
        new GenerationBenchmark("generate-tiny", GenerationShape.TinyGpt2),
        new GenerationBenchmark("generate-gpt2-1", GenerationShape.SmallGpt2Alone),
        new GenerationBenchmark("generate-gpt2-16", GenerationShape.SmallGpt2),
        new GenerationBenchmark("generate-t5-tiny", GenerationShape.TinyT5),
        new GenerationBenchmark("generate-t5-base", GenerationShape.BaseT5),
        new ClassifierBenchmark(),
        new CheckpointLoadBenchmark(),
    ];
}
