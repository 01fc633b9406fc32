using Workbench.Data.Gold;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>What a stage that trains a policy by its own responses keeps of them.</summary>
internal static class PolicySamples
{
    // Samples of an iteration that are kept in samples.jsonl.
    private const int Kept = 8;

    private static readonly GoldScorer Scorer = new();

    /// <summary>What came out, in one line: the last step's reward and KL, or the best measurement.</summary>
    public static string Outcome(ExperimentEvent.StageStepped? last, BestModel? best) =>
        best is not null ? FormattableString.Invariant($"best on held-out prompts after iteration {best.Step}: reward - beta KL {best.Figure:0.00}")
        : last is null ? "done"
        : FormattableString.Invariant($"reward {last.Figures[0].Value:0.00}, KL {last.Figures[1].Value:0.0} nats");

    /// <summary>The mean gold score, which no trainer sees.</summary>
    public static IReadOnlyList<Figure> Gold(IReadOnlyList<PpoSample> samples) =>
        [new("gold", samples.Average(sample => Scorer.Score(sample.Prompt, sample.Response, sample.Ended).Value))];

    /// <summary>The first samples of the first iteration and of every so many.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="done">Iterations done.</param>
    /// <param name="iterations">Iterations of the whole training.</param>
    /// <param name="sampled">How many of them keep samples.</param>
    /// <param name="samples">Of this iteration.</param>
    /// <param name="reward">What the score of a sample is called.</param>
    public static IEnumerable<RunSample> Of(string name, int done, int iterations, int sampled, IReadOnlyList<PpoSample> samples, string reward) =>
        done != 1 && done % Math.Max(1, iterations / Math.Max(1, sampled)) != 0
            ? []
            : samples.Take(Kept).Select(sample => new RunSample(
                name, done, name, sample.Prompt, sample.Response,
                new Dictionary<string, double> { [reward] = sample.Score, ["KL"] = sample.Kl }));
}
