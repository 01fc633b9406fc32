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
    ];
}
