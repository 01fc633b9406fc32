using OpenQA.Selenium;
using OpenQA.Selenium.Support.UI;
using Workbench.Charts;
using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Browser.Tests;

public sealed class ReportPageTests : IDisposable
{
    private const string Hostile = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><!-- \u2028 {{7*7}}";

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableTheory]
    [InlineData(1200)]
    [InlineData(390)]
    public void The_report_draws_every_figure_without_network_or_console_error_on_a_wide_screen_and_on_a_phone(int width)
    {
        Skip.IfNot(Browser.Available, "Chromium and chromedriver are not installed.");
        using var browser = Browser.Open(Report(), width);
        var figures = browser.FindElements(By.CssSelector(".wb-plot"));
        new WebDriverWait(browser, TimeSpan.FromSeconds(60)).Until(page => page.FindElements(By.CssSelector(".wb-plot .main-svg")).Count >= figures.Count);

        Assert.True(figures.Count >= 10, $"{figures.Count} figures");
        Assert.Empty(browser.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message));
        var wider = (long)((IJavaScriptExecutor)browser).ExecuteScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth;")!;
        Assert.True(wider <= 0, $"the page is {wider} pixels wider than the window");
    }

    [SkippableFact]
    public void Html_in_prompts_and_replies_is_shown_not_run()
    {
        Skip.IfNot(Browser.Available, "Chromium and chromedriver are not installed.");
        using var browser = Browser.Open(Report());

        Assert.NotEqual("owned", browser.Title);
        Assert.Contains("document.title='owned'", browser.FindElement(By.TagName("body")).Text);
    }

    [SkippableFact]
    public void A_comparison_of_models_on_other_data_has_a_report_without_the_gold_score()
    {
        Skip.IfNot(Browser.Available, "Chromium and chromedriver are not installed.");
        using var browser = Browser.Open(Comparison(), 390);
        new WebDriverWait(browser, TimeSpan.FromSeconds(60)).Until(page => page.FindElements(By.CssSelector(".wb-plot .main-svg")).Count >= 4);

        var text = browser.FindElement(By.TagName("body")).Text;
        Assert.Contains("P(hate)", text);
        Assert.DoesNotContain("gold", text, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(browser.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message));
    }

    private string Comparison()
    {
        var run = RunFolder.Create(Path.Combine(folder, "comparison"));
        run.WriteJson("config.json", new CompareConfig());
        run.WriteJson("environment.json", new { note = Hostile });
        var replies = new[] { ("before", 0.6), ("equal", 0.6), ("after", 0.3) }.ToDictionary(pair => pair.Item1, pair => Enumerable.Range(0, 20).Select(i =>
        {
            var hate = pair.Item2 + 0.01 * (i % 5);
            return new ReplyFacts("Reply", true, [new("reward", -hate, MetricDirection.HigherIsBetter), new("P(hate)", hate, MetricDirection.LowerIsBetter)], null, 0);
        }).ToArray());
        run.AppendSamples(replies.SelectMany(pair => pair.Value.Select((reply, i) => new RunSample(
            "compare", 0, pair.Key, $"Prompt {i}", reply.Text, ReplyMetric.Of([reply]).ToDictionary(metric => metric.Name, metric => metric.Value(reply))))));
        run.WriteJson(ComparisonResults.FileName, ReplyComparison.Of(
            new bool[20], [.. replies.Select(pair => (pair.Key, (IReadOnlyList<ReplyFacts>)pair.Value))], resamples: 200, seed: 0, rewardModel: null));
        return ComparisonReport.Write(run);
    }

    private string Report()
    {
        var run = RunFolder.Create(Path.Combine(folder, "run"));
        run.WriteJson("config.json", new QuickConfig());
        run.WriteJson("environment.json", new { note = Hostile });
        var random = new SeededRandom(7);
        foreach (var (stage, drift) in new[] { ("sft", 0.0), ("reward", 0.0), ("ppo", 1.0), ("ppo-no-kl", 3.0) })
        {
            for (var step = 1; step <= 12; step++)
            {
                run.AppendMetrics(stage, step, new
                {
                    loss = 1.0 / step, score = drift * step / 12, sampledKl = drift * step, klCoefficient = 0.3, gold = Math.Sin(step / 4.0),
                });
            }
        }

        var replies = new Dictionary<string, ReplyFacts[]>();
        foreach (var (model, mean) in new[] { ("pretrained", -0.5), ("sft", 0.0), ("ppo", 0.5), ("ppo-no-kl", 1.0) })
        {
            replies[model] = [.. Enumerable.Range(0, 20).Select(_ => Reply(mean + 0.3 * random.NextGaussian()))];
            run.AppendSamples(replies[model].Select((reply, i) => new RunSample(
                "compare", 0, model, i == 0 ? Hostile : $"Prompt {i}", reply.Text, ReplyMetric.All.ToDictionary(metric => metric.Name, metric => metric.Value(reply)))));
        }

        run.WriteJson(ComparisonResults.FileName, ReplyComparison.Of(
            [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0)],
            [.. replies.Select(pair => (pair.Key, (IReadOnlyList<ReplyFacts>)pair.Value))],
            resamples: 200, seed: 0, rewardModel: new RewardModelResults(Agreement(), Agreement()),
            ReplyComparison.QuickQuestions));
        return RunReport.Write(run);
    }

    private static RewardAgreementOnPairs Agreement() => new(40, 0.8, 0.9, [new(0.6, 0.55, 20), new(0.9, 0.85, 20)]);

    private static ReplyFacts Reply(double reward) => new(
        Hostile, true, [new(ReplyMetric.LearnedReward, reward, MetricDirection.HigherIsBetter)], new Data.Gold.GoldScorer().Score("My exam went badly.", $"I hear you. {Hostile}"), reward / 2);
}
