using Workbench.Evaluation;
using Workbench.Experiments;
using Workbench.Rewards;
using Workbench.Tests.Models;

namespace Workbench.Tests.Experiments;

public sealed class CompareStageTests : IDisposable
{
    private static readonly string Saved = Path.Combine(AppContext.BaseDirectory, "Experiments", "Saved");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_model_is_held_against_the_first()
    {
        CopyTo("one/models/sft");
        CopyTo("two/models/sft");
        var config = new CompareConfig
        {
            Model = Path.Combine(Saved, "pretrained"), Others = [folder["one"], folder["two", "models", "sft"]], RewardModel = Path.Combine(Saved, "reward"),
            PromptTokens = 200, ReplyTokens = 8, Compare = new() { Prompts = 8, Resamples = 100 },
        };
        File.WriteAllText(folder["one", "environment.json"], "{}");

        StageRuns.Compare.Start(folder["run"], config).Events.ToList();

        var results = RunFolder.Open(folder["run"]).ReadJson<ComparisonResults>(ComparisonResults.FileName);
        Assert.Equal(["pretrained", "one/sft", "two/sft"], results.Models.Select(model => model.Model));
        Assert.Equal([("pretrained", "one/sft"), ("pretrained", "two/sft")], results.Comparisons.Select(pair => (pair.Before, pair.After)));
        Assert.All(results.Comparisons, pair => Assert.Equal(0, pair["gold score"].Difference));
        Assert.Contains(results.Conclusion, sentence => sentence.StartsWith("two/sft against pretrained. ", StringComparison.Ordinal));
    }

    [Fact]
    public void Replies_to_other_data_are_not_judged_by_the_rules_of_the_bundled_corpus()
    {
        CopyTo("two");
        File.WriteAllLines(folder["own.jsonl"], Enumerable.Range(0, 4).Select(i => $$"""{"prompt": "I lost my key number {{i}}."}"""));
        var config = new CompareConfig
        {
            Model = Path.Combine(Saved, "pretrained"), Others = [folder["two"]], RewardModel = Path.Combine(Saved, "reward"), Data = folder["own.jsonl"],
            PromptTokens = 200, ReplyTokens = 8, Compare = new() { Resamples = 100 },
        };

        StageRuns.Compare.Start(folder["run"], config).Events.ToList();

        var results = RunFolder.Open(folder["run"]).ReadJson<ComparisonResults>(ComparisonResults.FileName);
        Assert.Equal(4, results.Prompts);
        Assert.Equal(["learned reward", "repeated bigrams", "KL", "length"], results.Comparisons[0].Metrics.Select(metric => metric.Metric));
        Assert.All(results.Models, model => Assert.Null(model.CleanDistinct2));
        Assert.Null(results.Study);
        Assert.DoesNotContain(results.Conclusion, sentence => sentence.Contains("gold", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_reward_may_judge_and_each_has_a_row_of_its_own()
    {
        CopyTo("two");
        var hate = new LabelReward { Model = TinyClassifier.At(folder["classifier"]), Label = "hostile", Score = ClassifierScore.Probability, Weight = -2 };
        var config = new CompareConfig
        {
            Model = Path.Combine(Saved, "pretrained"), Others = [folder["two"]], PromptTokens = 200, ReplyTokens = 8,
            Rewards = [hate, hate with { Score = ClassifierScore.Logit, Weight = 0 }, hate with { Weight = 1 }], Compare = new() { Prompts = 8, Resamples = 100 },
        };

        StageRuns.Compare.Start(folder["run"], config).Events.ToList();

        var results = RunFolder.Open(folder["run"]).ReadJson<ComparisonResults>(ComparisonResults.FileName);
        var means = results.Models[0].Means;
        Assert.Equal(-means["P(hostile)"], means["reward"], 1e-9);
        Assert.Equal(means["P(hostile)"], means["P(hostile) 2"], 1e-12);
        Assert.InRange(means["P(hostile)"], 0, 1);
        Assert.Equal(
            [("reward", MetricDirection.HigherIsBetter), ("P(hostile)", MetricDirection.LowerIsBetter), ("hostile logit", MetricDirection.Unspecified), ("P(hostile) 2", MetricDirection.HigherIsBetter)],
            results.Comparisons[0].Metrics.Skip(1).Take(4).Select(metric => (metric.Metric, metric.Options.Direction)));
        Assert.Contains(results.Conclusion, sentence => sentence.Contains("P(hostile)", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_models_at_least_are_needed() => Assert.Contains(
        "at least two models",
        Assert.Throws<WorkbenchException>(() => StageRuns.Compare.Start(folder["run"], new CompareConfig { Model = Saved, RewardModel = Saved })).Message);

    private void CopyTo(string name)
    {
        Directory.CreateDirectory(folder[name]);
        foreach (var file in Directory.GetFiles(Path.Combine(Saved, "pretrained")))
        {
            File.Copy(file, Path.Combine(folder[name], Path.GetFileName(file)));
        }
    }
}
