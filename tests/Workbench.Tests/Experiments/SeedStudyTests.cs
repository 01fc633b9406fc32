using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Tests.Experiments;

public sealed class SeedStudyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Runs_that_differ_in_their_seed_are_put_together_metric_by_metric()
    {
        Run("a", seed: 1, rise: 0.4);
        Run("b", seed: 2, rise: 0.6);
        Run("c", seed: 3, rise: 0.5);

        var study = SeedStudy.Of([folder["a"], folder["b"], folder["c"]], resamples: 200);

        Assert.Equal([1UL, 2, 3], study.Seeds);
        var score = study.Questions.Single().Metrics.Single(metric => metric.Metric == "score");
        Assert.Equal(0.5, score.Difference, 1e-9);
        Assert.Equal(3, score.Agreeing);
        Assert.Equal(0.1, score.SeedSpread!.Value, 1e-9);
        Assert.Equal(MetricDirection.HigherIsBetter, score.PerSeed[0].Options.Direction);
    }

    [Fact]
    public void A_reward_model_of_each_run_s_own_is_left_out_because_its_scale_is_its_own()
    {
        foreach (var (name, seed) in new[] { ("a", 1UL), ("b", 2UL) })
        {
            Run(name, seed, rise: 0.4, score: ReplyMetric.LearnedReward);
            Directory.CreateDirectory(folder[name, "models/reward"]);
        }

        var study = SeedStudy.Of([folder["a"], folder["b"]], resamples: 100);

        Assert.DoesNotContain(study.Questions.Single().Metrics, metric => metric.Metric == ReplyMetric.LearnedReward);
        Assert.NotEmpty(study.Questions.Single().Metrics);
    }

    [Fact]
    public void Runs_with_other_options_the_same_seed_other_metrics_or_no_end_are_refused_by_name()
    {
        Run("a", seed: 1, rise: 0.4);
        Run("same", seed: 1, rise: 0.4);
        Run("longer", seed: 2, rise: 0.4, prompts: 300);
        Run("other", seed: 2, rise: 0.4, score: "kindness");
        RunFolder.Create(folder["unfinished"]).WriteJson("config.json", new CompareConfig());

        Assert.Contains("have the same seed 1", Fault("a", "same"));
        Assert.Contains("differ in compare.prompts", Fault("a", "longer"));
        Assert.Contains("expected the same models and metrics", Fault("a", "other"));
        Assert.Contains("expected a finished run", Fault("a", "unfinished"));
        Assert.Contains("at least two finished runs", Fault("a"));
    }

    private string Fault(params string[] runs) =>
        Assert.Throws<WorkbenchException>(() => SeedStudy.Of([.. runs.Select(run => folder[run])])).Message;

    private void Run(string name, ulong seed, double rise, string score = "score", int prompts = 400)
    {
        var run = RunFolder.Create(folder[name]);
        run.WriteJson("config.json", new CompareConfig { Seed = seed, Compare = new() { Prompts = prompts } });
        var replies = new[] { ("before", 0.0), ("after", rise) }.ToDictionary(model => model.Item1, model => Enumerable.Range(0, 10).Select(i =>
            new ReplyFacts($"reply {i}", true, [new RewardScore(score, model.Item2 + (model.Item2 > 0 ? 0.02 * (i - 4.5) : 0), MetricDirection.HigherIsBetter)], null, 0)).ToArray());
        run.AppendSamples(replies.SelectMany(model => model.Value.Select((reply, i) => new RunSample(
            "compare", 0, model.Key, $"prompt {i}", reply.Text, ReplyMetric.Of([reply]).ToDictionary(metric => metric.Name, metric => metric.Value(reply))))));
        run.WriteJson(ComparisonResults.FileName, ReplyComparison.Of(
            new bool[10], [.. replies.Select(model => (model.Key, (IReadOnlyList<ReplyFacts>)model.Value))], resamples: 100, seed: 0, rewardModel: null));
    }
}
