using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Charts;

/// <summary>The report of a quick experiment: everything that it shows comes out of the run's folder.</summary>
public static class RunReport
{
    /// <summary>The file's name in the run folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Writes report.html.</summary>
    /// <param name="run">A finished run.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="WorkbenchException">The run is not finished, or a file of it is damaged.</exception>
    public static string Write(RunFolder run)
    {
        var path = run.Path(FileName);
        Page(run).Save(path);
        return path;
    }

    private static HtmlPage Page(RunFolder run)
    {
        var results = run.ReadJson<ComparisonResults>(ComparisonResults.FileName);
        var samples = run.Samples().Where(sample => sample.Stage == QuickExperiment.Stages.Compare).ToArray();
        var main = results.Comparisons[0];
        var page = new HtmlPage(
            "Aligning a small chatbot with RLHF",
            $"A pre-trained model, fine-tuned on demonstrations, then trained by PPO on a learned reward; compared on {results.Prompts} prompts that no training saw.");

        page.Heading("What came out").Add(Cards(results, main)).List(results.Conclusion);
        page.AddDifferences(main).Add(ComparisonParts.Means(results));

        page.Heading(ReportWords.Outcome(main), "Before and after");
        page.AddPair(
            ComparisonParts.Distributions(samples, [main.Before, main.After], "gold score", "Gold score", "points"),
            ComparisonParts.Distributions(samples, [main.Before, main.After], ReplyMetric.LearnedReward, "Learned reward", "standard deviations"));
        page.Add(Figures.GoldAgainstLearned(Pairs(samples)));

        page.Heading(ReportWords.Hacking(results) ?? "Reward and gold score during PPO", "Reward hacking");
        page.Paragraph("The learned reward is what PPO maximises; the gold score is how good the replies are by the rules that the corpus was written with. "
            + "The runs of PPO start from the same model and see the same prompts with the same luck; they differ in the KL penalty only.");
        page.AddPair([.. Arms(run).Select(stage => OverOptimisation(run, stage))]);

        page.Heading("How training went", "Training");
        page.AddPair(
            Figures.RewardCurve("standard deviations", Curves(run, "score")),
            Figures.KlCurve(Curves(run, "sampledKl")));
        page.AddPair(
            Figures.KlCoefficientCurve(Curves(run, "klCoefficient")),
            Figures.Curve("Loss of PPO", "PPO iteration", "Policy and value loss", Curves(run, "loss")));
        page.AddPair(
            Figures.LossCurve(Curve(run, "sft", "loss", "fine-tuning")).Titled("Loss of fine-tuning"),
            Figures.Curve("Loss of the reward model", "Training step", "Loss (nats per pair)", Curve(run, "reward", "loss", "reward model")));

        if (results.RewardModel is { Seen: { } seen, HeldOut: { } heldOut })
        {
            page.Heading(ReportWords.RewardModel(heldOut), "The reward model");
            page.Paragraph($"On {seen.Pairs} fresh pairs of replies it agrees with the raters in {ReportWords.Share(seen.Raters)} of cases and with the gold score in "
                + $"{ReportWords.Share(seen.Gold)}; on {heldOut.Pairs} pairs about topics that it never saw, in {ReportWords.Share(heldOut.Raters)} and "
                + $"{ReportWords.Share(heldOut.Gold)}. Chance is {ReportWords.Share(0.5)}.");
            page.Add(Figures.CalibrationCurve([.. seen.Calibration.Select(bin => new CalibrationBin(bin.Confidence, bin.Accuracy, bin.Count))]));
        }

        page.Heading("The replies that changed most", "Replies side by side");
        page.Paragraph("Sorted by how far PPO changed the gold score: first the replies that it made better, then those that it made worse.");
        page.Add(ComparisonParts.SideBySide(samples, results, main, "gold score", [("gold", "gold score"), ("reward", ReplyMetric.LearnedReward)]));

        page.Heading("What could fool you");
        page.List(
        [
            "The intervals cover the luck of the prompts, not the luck of another training run: repeat with other seeds.",
            "The gold score knows the rules of this corpus. Outside of it there is no such judge, and the learned reward is all that one sees.",
            "A higher learned reward is what PPO was told to make. Only a measure that it did not train on can say that the replies are better.",
            "Several metrics are compared. The p values allow for all of them; the intervals do not.",
            "A model this small writes odd sentences at every stage. Read the replies before believing a number.",
        ]);

        return page.AddOrigin(run);
    }

    private static NumberCards Cards(ComparisonResults results, ModelComparison main) => new([
        ComparisonParts.Card("Gold score", main["gold score"]),
        ComparisonParts.Card("Learned reward", main[ReplyMetric.LearnedReward]),
        ComparisonParts.Card("Hostile replies", main["hostile"]),
        new NumberCard(
            $"KL, {ReportWords.Model(main.After)} to {ReportWords.Model(main.Before)}",
            $"{ReportWords.Amount("KL", main["KL"].After)} nats",
            "a reply: how far training moved the model"),
        .. results.RewardModel?.HeldOut is { } heldOut
            ? [new NumberCard("Reward model", ReportWords.Share(heldOut.Gold), "of pairs about new topics in the right order")]
            : Array.Empty<NumberCard>(),
        .. results.Comparisons.FirstOrDefault(one => one is { Before: "sft", After: "ppo-no-kl" }) is { } hacked
            ? [new NumberCard(
                "Gold score without the KL penalty",
                $"{ReportWords.Amount("gold score", hacked["gold score"].Before)} \u2192 {ReportWords.Amount("gold score", hacked["gold score"].After)}",
                $"while the learned reward changes by {ReportWords.Change(ReplyMetric.LearnedReward, hacked[ReplyMetric.LearnedReward].Difference)}")]
            : Array.Empty<NumberCard>()]);

    private static ScorePairs[] Pairs(RunSample[] samples) =>
        [.. samples.GroupBy(sample => sample.Model).Select(group =>
            new ScorePairs(ReportWords.Model(group.Key), ComparisonParts.Scores(samples, group.Key, ReplyMetric.LearnedReward), ComparisonParts.Scores(samples, group.Key, "gold score")))];

    private static Figure OverOptimisation(RunFolder run, string stage)
    {
        var metrics = run.Metrics(stage);
        return Figures.OverOptimisation(Column(metrics, "sampledKl"), Column(metrics, "score"), Column(metrics, "gold"))
            .Titled(stage == QuickExperiment.Stages.Ppo ? "PPO with the KL penalty" : ReportWords.Model(stage));
    }

    private static string[] Arms(RunFolder run) =>
        [.. new[] { QuickExperiment.Stages.Ppo, QuickExperiment.Stages.Hacking }.Where(stage => run.Metrics(stage).Count > 0)];

    private static Series[] Curves(RunFolder run, string key) => [.. Arms(run).Select(stage => Curve(run, stage, key, ReportWords.Model(stage)))];

    private static Series Curve(RunFolder run, string stage, string key, string name) => new(name, Column(run.Metrics(stage), key));

    private static double[] Column(IReadOnlyList<JsonObject> metrics, string key) =>
        [.. metrics.Select(line => line[key] is JsonValue value && value.TryGetValue<double>(out var number) ? number : double.NaN)];
}
