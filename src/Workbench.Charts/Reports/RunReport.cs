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

    private static readonly Dictionary<string, string> ModelNames = new()
    {
        ["pretrained"] = "pre-trained",
        ["sft"] = "fine-tuned",
        ["ppo"] = "PPO",
        ["ppo-no-kl"] = "PPO without KL penalty",
    };

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

        page.Heading("What came out");
        foreach (var sentence in results.Conclusion)
        {
            page.Paragraph(sentence);
        }

        page.Add(Cards(results, main)).Add(Models(results)).Add(Comparison(main)).Add(Forest(main));

        page.Heading("Before and after");
        page.AddPair(
            Figures.RewardDistributions("Learned reward", Distribution(samples, "learned reward", "sft", "ppo")).Titled("Learned reward"),
            Figures.RewardDistributions("Gold score", Distribution(samples, "gold score", "sft", "ppo")).Titled("Gold score"));
        page.Add(Figures.GoldAgainstLearned(Pairs(samples)));

        page.Heading("Reward hacking");
        page.Paragraph("Both runs of PPO start from the same model and see the same prompts with the same luck; they differ in the KL penalty only. "
            + "The learned reward is what PPO maximises; the gold score is how good the replies are by the rules that the corpus was written with.");
        foreach (var stage in Arms(run))
        {
            var metrics = run.Metrics(stage);
            page.Subheading(Named(stage));
            page.Add(Figures.OverOptimisation(Column(metrics, "sampledKl"), Column(metrics, "score"), Column(metrics, "gold")));
        }

        page.Heading("Training");
        page.AddPair(
            Figures.LossCurve(Curve(run, "sft", "loss", "fine-tuning")).Titled("Loss of fine-tuning"),
            Figures.Curve("Loss of the reward model", "Training step", "Loss (nats per pair)", Curve(run, "reward", "loss", "reward model")));
        page.AddPair(
            Figures.RewardCurve("standard deviations of the fine-tuned model's replies", Curves(run, "score")),
            Figures.KlCurve(Curves(run, "sampledKl")));
        page.AddPair(
            Figures.KlCoefficientCurve(Curves(run, "klCoefficient")),
            Figures.Curve("Loss of PPO", "PPO iteration", "Policy and value loss", Curves(run, "loss")));

        if (results.RewardModel is { Seen: { } seen, HeldOut: { } heldOut })
        {
            page.Heading("The reward model");
            page.Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"On {seen.Pairs} fresh pairs of replies it agrees with the raters in {seen.Raters:0.0 %} of cases and with the gold score in {seen.Gold:0.0 %}; on {heldOut.Pairs} pairs about topics that it never saw, in {heldOut.Raters:0.0 %} and {heldOut.Gold:0.0 %}. Chance is 50 %."));
            page.Add(Figures.CalibrationCurve([.. seen.Calibration.Select(bin => new CalibrationBin(bin.Confidence, bin.Accuracy, bin.Count))]));
        }

        page.Heading("Replies side by side");
        page.Paragraph("The prompts on which PPO changed the gold score most: first those that it made better, then those that it made worse.");
        page.Add(SideBySide(samples, results));

        page.Heading("How this was made");
        page.AddFolded("Every option (config.json)", Text(run, "config.json"));
        page.AddFolded("The machine (environment.json)", Text(run, "environment.json"));
        return page;
    }

    private static NumberCards Cards(ComparisonResults results, ModelComparison main) => new([
        Card("Gold score", main["gold score"], "0.00"),
        Card("Learned reward", main["learned reward"], "0.00"),
        Card("Hostile replies", main["hostile"], "0.0 %"),
        new NumberCard("KL to the fine-tuned model", main["KL"].After.ToString("0.0", CultureInfo.InvariantCulture) + " nats", "a reply, after PPO"),
        .. results.RewardModel?.HeldOut is { } heldOut
            ? [new NumberCard("Reward model", heldOut.Gold.ToString("0.0 %", CultureInfo.InvariantCulture), "of pairs in the right order, held-out topics")]
            : Array.Empty<NumberCard>()]);

    private static NumberCard Card(string label, PairedComparison metric, string format) => new(
        label,
        $"{metric.Before.ToString(format, CultureInfo.InvariantCulture)} → {metric.After.ToString(format, CultureInfo.InvariantCulture)}",
        $"95 % interval of the change: {Signed(metric.Interval.Low, format)} to {Signed(metric.Interval.High, format)}");

    private static HtmlTable Models(ComparisonResults results) => HtmlTable.Of(
        results.Models,
        [
            new("model", model => Named(model.Model)),
            .. ReplyMetric.All.Select(metric => new TableColumn<ModelSummary>(metric.Name, model => model.Means[metric.Name])),
            new("gold, seen topics", model => model.Means["gold score, seen topics"]),
            new("gold, held-out topics", model => model.Means["gold score, held-out topics"]),
            new("distinct-2", model => model.Distinct2),
            new("clean distinct-2", model => model.CleanDistinct2),
        ],
        "Means over all test prompts",
        "Hostile, dismissive and on topic are shares of replies; KL is in nats a reply. Clean distinct-2 counts only word pairs that the corpus has: word salad does not raise it.");

    private static HtmlTable Comparison(ModelComparison comparison) => HtmlTable.Of(
        comparison.Metrics,
        [
            new("metric", metric => metric.Metric),
            new("before", metric => metric.Before),
            new("after", metric => metric.After),
            new("difference", metric => metric.Difference, "+0.###;-0.###;0"),
            new("95 % from", metric => metric.Interval.Low, "+0.###;-0.###;0"),
            new("to", metric => metric.Interval.High, "+0.###;-0.###;0"),
            new("p", metric => metric.AdjustedPValue < 0.001 ? "< 0.001" : metric.AdjustedPValue.ToString("0.000", CultureInfo.InvariantCulture)),
            new("effect size d", metric => metric.EffectSize, "0.00"),
            new("rises", metric => metric.Rises),
            new("falls", metric => metric.Falls),
        ],
        $"{Named(comparison.After)} against {Named(comparison.Before)}, prompt by prompt",
        "Intervals by the BCa bootstrap; p by the sign-flip test, corrected for all rows (Holm); effect size: mean over standard deviation of the differences.");

    private static Figure Forest(ModelComparison comparison) => Figures.ForestPlot(
        "Effect size d with 95 % interval",
        [.. comparison.Metrics.Where(metric => metric.EffectSize != 0).Select(metric => new Effect(
            metric.Metric, metric.EffectSize, Scaled(metric, metric.Interval.Low), Scaled(metric, metric.Interval.High)))]);

    private static double Scaled(PairedComparison metric, double difference) => difference * metric.EffectSize / metric.Difference;

    private static Sample[] Distribution(RunSample[] samples, string score, params string[] models) =>
        [.. models.Select(model => new Sample(Named(model), Scores(samples, model, score)))];

    private static ScorePairs[] Pairs(RunSample[] samples) =>
        [.. samples.GroupBy(sample => sample.Model).Select(group =>
            new ScorePairs(Named(group.Key), Scores(samples, group.Key, "learned reward"), Scores(samples, group.Key, "gold score")))];

    private static double[] Scores(RunSample[] samples, string model, string score) =>
        [.. samples.Where(sample => sample.Model == model).Select(sample => sample.Scores[score])];

    private static SampleComparison SideBySide(RunSample[] samples, ComparisonResults results)
    {
        var byModel = samples.GroupBy(sample => sample.Model).ToDictionary(group => group.Key, group => group.ToArray());
        double Change(int i) => byModel["ppo"][i].Scores["gold score"] - byModel["sft"][i].Scores["gold score"];
        int[] ranked = [.. Enumerable.Range(0, results.Prompts).OrderByDescending(Change)];
        var shown = ranked.Length <= SamplesShown ? ranked : [.. ranked[..(SamplesShown / 2)], .. ranked[^(SamplesShown / 2)..]];
        return new SampleComparison([.. shown.Select(i => new PromptAnswers(
            byModel["sft"][i].Prompt,
            [.. results.Models.Select(model => byModel[model.Model][i]).Select(sample => new Answer(
                Named(sample.Model),
                sample.Response,
                string.Create(CultureInfo.InvariantCulture, $"gold {sample.Scores["gold score"]:0.00}, reward {sample.Scores["learned reward"]:0.00}")))]))]);
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

    private static string[] Arms(RunFolder run) =>
        [.. new[] { QuickExperiment.Stages.Ppo, QuickExperiment.Stages.Hacking }.Where(stage => run.Metrics(stage).Count > 0)];

    private static Series[] Curves(RunFolder run, string key) => [.. Arms(run).Select(stage => Curve(run, stage, key, Named(stage)))];

    private static Series Curve(RunFolder run, string stage, string key, string name) => new(name, Column(run.Metrics(stage), key));

    private static double[] Column(IReadOnlyList<JsonObject> metrics, string key) =>
        [.. metrics.Select(line => line[key] is JsonValue value && value.TryGetValue<double>(out var number) ? number : double.NaN)];

    private static string Named(string model) => ModelNames.GetValueOrDefault(model, model);

    private static string Signed(double value, string format) => value.ToString($"+{format};-{format}", CultureInfo.InvariantCulture);
}
