using Workbench.Benchmarks.Running;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Ppo;

/// <summary>How the cost of a token changes with the batch, the length, the width, the threads, and with the number of iterations done.</summary>
internal sealed class ScalingBenchmark : IBenchmark
{
    public string Name => "scaling";

    public string About => "time of a trained token over batch, response length, width, threads and iterations done";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        var most = context.Threads.Max();
        (string Case, PpoShape Shape, int Threads)[] cases =
        [
            .. new[] { 16, 32, 64, 128 }.Select(batch => ($"batch {batch}", PpoShape.Small with { Batch = batch }, most)),
            .. new[] { 16, 32, 64, 128 }.Select(length => ($"response {length}", PpoShape.Small with { Batch = 16, Response = length }, most)),
            .. new[] { 64, 128, 256, 512 }.Select(width => ($"width {width}", PpoShape.Small with { Batch = 16, Width = width }, most)),
            .. context.Threads.Select(threads => ($"threads {threads}", PpoShape.Small, threads)),
        ];
        foreach (var (title, shape, threads) in cases)
        {
            using var contestant = Contestant(context, shape, threads);
            yield return PerToken(title, shape, context.Race(() => context.Time(contestant.Iteration))[0]);
        }

        using var many = Contestant(context, PpoShape.Small, most);
        var early = context.Race(() => context.Time(many.Iteration))[0];
        for (var i = 0; i < 60; i++)
        {
            many.Iteration();
        }

        yield return PerToken("after 70 iterations", PpoShape.Small, context.Race(() => context.Time(many.Iteration))[0]) with { Against = "the first ones", Other = early };
    }

    private static PpoContestant Contestant(BenchmarkContext context, PpoShape shape, int threads)
    {
        set_num_threads(1);
        return new PpoContestant(PpoMaterial.Make(shape, Path.Combine(context.Scratch, shape.GetHashCode().ToString())), threads);
    }

    private static Measurement PerToken(string title, PpoShape shape, double seconds) => new(title, seconds)
    {
        Note = FormattableString.Invariant($"{seconds * 1e6 / (shape.Batch * (long)(shape.Prompt + shape.Response) * shape.Epochs):0.0} us a trained token"),
    };
}
