using TorchSharp;
using Workbench.Benchmarks.Running;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Benchmarks;

/// <summary>Log-probabilities of tokens from logits [256, 512] x 50,257 against the time that reading and writing them takes.</summary>
internal sealed class LogProbsBenchmark : IBenchmark
{
    // The whole is 26 GB: it is worked through in slices, as a trainer does.
    private const int Rows = 4;
    private const int Slices = 256 / Rows;
    private const int Length = 512;
    private const int Vocabulary = 50257;

    public string Name => "log-probs";

    public string About => $"log-probabilities of [256, {Length}] tokens of {Vocabulary}, {Rows} rows at a time";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        set_num_threads(1);
        var logits = rand([Rows, Length, Vocabulary]);
        var tokens = randint(0, Vocabulary, [Rows, Length], ScalarType.Int64);
        var copy = empty_like(logits);
        var best = context.Race(
            () => context.Time(() => LogProbs.OfTokens(logits, tokens).Dispose()),
            () => context.Time(() => copy.copy_(logits)));
        yield return new Measurement("log-probabilities", best[0] * Slices)
        {
            Against = "copying the logits once", Other = best[1] * Slices, Goal = Goal.Within(1.25),
            Note = FormattableString.Invariant($"{2 * 4.0 * logits.numel() / best[1] / 1e9:0.0} GB/s"),
        };
    }
}
