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

    // The prompts whose replies are shown side by side: those that changed most, up and down.
    private const int SamplesShown = 12;

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
        page.Add(Comparison(main)).Add(Forest(main)).Add(Models(results));

        page.Heading(ReportWords.Outcome(main), "Before and after");
        page.AddPair(
            Figures.RewardDistributions("Gold score (points)", Distribution(samples, "gold score", main)).Titled("Gold score"),
            Figures.RewardDistributions("Learned reward (standard deviations)", Distribution(samples, "learned reward", main)).Titled("Learned reward"));
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
        page.Add(SideBySide(samples, results, main));

        page.Heading("What could fool you");
        page.List(
        [
            "The intervals cover the luck of the prompts, not the luck of another training run: repeat with other seeds.",
            "The gold score knows the rules of this corpus. Outside of it there is no such judge, and the learned reward is all that one sees.",
            "A higher learned reward is what PPO was told to make. Only a measure that it did not train on can say that the replies are better.",
            "Several metrics are compared. The p values allow for all of them; the intervals do not.",
            "A model this small writes odd sentences at every stage. Read the replies before believing a number.",
        ]);

        page.Heading("How this was made");
        page.AddFolded("Every option (config.json)", Text(run, "config.json"));
        page.AddFolded("The machine (environment.json)", Text(run, "environment.json"));
        return page;
    }

    private static NumberCards Cards(ComparisonResults results, ModelComparison main) => new([
        Card("Gold score", main["gold score"]),
        Card("Learned reward", main["learned reward"]),
        Card("Hostile replies", main["hostile"]),
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
                $"while the learned reward changes by {ReportWords.Change("learned reward", hacked["learned reward"].Difference)}")]
            : Array.Empty<NumberCard>()]);

    private static NumberCard Card(string label, PairedComparison metric) => new(
        label,
        $"{ReportWords.Amount(metric.Metric, metric.Before)} \u2192 {ReportWords.Amount(metric.Metric, metric.After)}",
        $"95 % interval of the change: {ReportWords.Change(metric.Metric, metric.Interval.Low)} to {ReportWords.Change(metric.Metric, metric.Interval.High)}");

    private static HtmlTable Models(ComparisonResults results) => HtmlTable.Of(
        results.Models,
        [
            new("model", model => ReportWords.Model(model.Model)),
            .. ReplyMetric.All.Select(metric => new TableColumn<ModelSummary>(
                ReportWords.Directed(metric.Name), model => ReportWords.Amount(metric.Name, model.Means[metric.Name]))),
            new("gold, seen topics", model => model.Means["gold score, seen topics"], "0.00"),
            new("gold, new topics", model => model.Means["gold score, held-out topics"], "0.00"),
            new("distinct-2", model => model.Distinct2, "0.00"),
            new("clean distinct-2", model => model.CleanDistinct2!.Value, "0.00"),
        ],
        "Means over all test prompts, model by model",
        "Percentages are shares of replies (bigrams: of word pairs); KL is in nats a reply, length in words. Clean distinct-2 counts only word pairs that the corpus has: word salad does not raise it.");

    private static HtmlTable Comparison(ModelComparison comparison) => HtmlTable.Of(
        comparison.Metrics,
        [
            new("metric", metric => ReportWords.Directed(metric.Metric)),
            new("before", metric => ReportWords.Amount(metric.Metric, metric.Before)),
            new("after", metric => ReportWords.Amount(metric.Metric, metric.After)),
            new("difference", metric => ReportWords.Change(metric.Metric, metric.Difference)),
            new("95 % from", metric => ReportWords.Change(metric.Metric, metric.Interval.Low)),
            new("to", metric => ReportWords.Change(metric.Metric, metric.Interval.High)),
            new("p", metric => metric.AdjustedPValue < 0.001 ? "< 0.001" : metric.AdjustedPValue.ToString("0.000", CultureInfo.InvariantCulture)),
            new("effect size d", metric => metric.EffectSize, "+0.00;-0.00;0.00"),
            new("rises", metric => metric.Rises),
            new("falls", metric => metric.Falls),
        ],
        $"{ReportWords.Model(comparison.After)} against {ReportWords.Model(comparison.Before)}, prompt by prompt",
        "\u2191 more is better, \u2193 less is better. Intervals by the BCa bootstrap; p by the sign-flip test, corrected for all rows (Holm); effect size: mean over standard deviation of the differences.");

    private static Figure Forest(ModelComparison comparison) => Figures.ForestPlot(
        "Effect size d with 95 % interval",
        [.. comparison.Metrics.Where(metric => metric.EffectSize != 0).Select(metric => new Effect(
            ReportWords.Directed(metric.Metric), metric.EffectSize, Scaled(metric, metric.Interval.Low), Scaled(metric, metric.Interval.High)))])
        .Titled("How large the differences are");

    private static double Scaled(PairedComparison metric, double difference) => difference * metric.EffectSize / metric.Difference;

    private static Sample[] Distribution(RunSample[] samples, string score, ModelComparison comparison) =>
        [.. new[] { comparison.Before, comparison.After }.Select(model => new Sample(ReportWords.Model(model), Scores(samples, model, score)))];

    private static ScorePairs[] Pairs(RunSample[] samples) =>
        [.. samples.GroupBy(sample => sample.Model).Select(group =>
            new ScorePairs(ReportWords.Model(group.Key), Scores(samples, group.Key, "learned reward"), Scores(samples, group.Key, "gold score")))];

    private static double[] Scores(RunSample[] samples, string model, string score) =>
        [.. samples.Where(sample => sample.Model == model).Select(sample => sample.Scores[score])];

    private static SampleComparison SideBySide(RunSample[] samples, ComparisonResults results, ModelComparison main)
    {
        var byModel = samples.GroupBy(sample => sample.Model).ToDictionary(group => group.Key, group => group.ToArray());
        double Change(int i) => byModel[main.After][i].Scores["gold score"] - byModel[main.Before][i].Scores["gold score"];
        int[] ranked = [.. Enumerable.Range(0, results.Prompts).OrderByDescending(Change)];
        var shown = ranked.Length <= SamplesShown ? ranked : [.. ranked[..(SamplesShown / 2)], .. ranked[^(SamplesShown / 2)..]];
        return new SampleComparison([.. shown.Select(i => new PromptAnswers(
            byModel[main.Before][i].Prompt,
            [.. results.Models.Select(model => byModel[model.Model][i]).Select(sample => new Answer(
                ReportWords.Model(sample.Model),
                sample.Response,
                $"gold {ReportWords.Amount("gold score", sample.Scores["gold score"])}, reward {ReportWords.Amount("learned reward", sample.Scores["learned reward"])}"))],
            $"gold score {ReportWords.Change("gold score", Change(i))} from {ReportWords.Model(main.Before)} to {ReportWords.Model(main.After)}"))]);
    }

    private static HtmlTable Text(RunFolder run, string name) => HtmlTable.Of(
        Leaves("", JsonNode.Parse(File.ReadAllText(run.Path(name)))),
        [new TableColumn<(string Key, string Value)>("key", row => row.Key), new TableColumn<(string Key, string Value)>("value", row => row.Value)]);

    private static IEnumerable<(string Key, string Value)> Leaves(string key, JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(pair => Leaves(key.Length == 0 ? pair.Key : $"{key}.{pair.Key}", pair.Value)),
        JsonArray list when list.Any(item => item is JsonObject) => list.SelectMany((item, i) => Leaves($"{key}[{i}]", item)),
        _ => [(key, node?.ToJsonString().Trim('"') ?? "null")],
    };

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
