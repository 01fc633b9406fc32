namespace Workbench.Charts.Tests.Gallery;

/// <summary>The single views of the gallery.</summary>
internal static class GalleryViews
{
    internal static HtmlTable Table() => HtmlTable.Of(
        new[]
        {
            (Model: "pre-trained", Reward: -0.58, Gold: -0.07, Hostile: 0.242, Topic: 0.975, Kl: 1.0, Words: 20.2, Distinct: 0.132),
            (Model: "SFT", Reward: 0.03, Gold: 0.39, Hostile: 0.058, Topic: 0.973, Kl: 0.0, Words: 21.4, Distinct: 0.118),
            (Model: "PPO, beta 0.3", Reward: 1.42, Gold: 0.83, Hostile: 0.007, Topic: 0.830, Kl: 2.6, Words: 26.0, Distinct: 0.072),
            (Model: "PPO without KL", Reward: 2.26, Gold: -0.42, Hostile: 0.0, Topic: 0.015, Kl: 130, Words: 29.9, Distinct: 0.067),
        },
        [
            new("Model", row => row.Model),
            new("Learned reward (SFT std)", row => row.Reward, "0.00"),
            new("Gold", row => row.Gold, "0.00"),
            new("Hostile", row => row.Hostile, "0.0%"),
            new("On topic", row => row.Topic, "0.0%"),
            new("KL (nats)", row => row.Kl, "0.0"),
            new("Words", row => row.Words, "0.0"),
            new("Distinct-2", row => row.Distinct, "0.000"),
        ],
        "Four models on the same 400 prompts",
        "Gold is the hidden score that no model was trained on.");

    internal static HtmlTable Settings() => HtmlTable.Of(
        new[] { ("learning rate", "5e-5"), ("clip range", "0.2"), ("batch", "64") }, [new("Setting", row => row.Item1), new("Value", row => row.Item2)]);

    internal static Figure Forest() => Figures.ForestPlot(
        "PPO minus SFT",
        new Effect("Gold score", 0.43, 0.38, 0.49),
        new Effect("Learned reward (SFT std)", 1.39, 1.29, 1.50),
        new Effect("Hostile share (tenths)", -1.05, -1.40, -0.72),
        new Effect("Distinct-2", -0.05, -0.16, 0.07));

    internal static Figure Loss() => Figures.LossCurve(
        new Series("training", GalleryData.Rising(3, 3.4, 0.62, 400, 0.08)),
        new Series("validation", GalleryData.Rising(4, 3.2, 0.66, 20, 0.02)) { X = Enumerable.Range(1, 20).Select(i => i * 20.0).ToArray() });

    internal static Figure Reward()
    {
        var mean = GalleryData.Rising(5, 0, 1.4, 60, 0.05);
        return Figures.RewardCurve(
            "SFT standard deviations",
            new Series("\u03b2 = 0.3", mean) { Low = mean.Select(y => y - 0.15).ToArray(), High = mean.Select(y => y + 0.15).ToArray() },
            new Series("without KL", GalleryData.Rising(6, 0, 2.2, 60, 0.06)));
    }

    internal static Figure Kl() => Figures.KlCurve(6.0, new Series("adaptive \u03b2", GalleryData.Rising(7, 0, 5.6, 60, 0.2)), new Series("\u03b2 = 0.3", GalleryData.Rising(8, 0, 2.7, 60, 0.15)));

    internal static Figure OverOptimisation() => Figures.OverOptimisation(
        [0, 1.5, 5.6, 12, 27, 45, 76, 101, 126],
        [-0.19, 0.6, 1.19, 1.5, 1.81, 1.98, 2.01, 2.17, 2.25],
        [0.29, 0.55, 0.71, 0.62, 0.40, -0.02, -0.32, -0.35, -0.39]);

    internal static Figure Calibration() => Figures.CalibrationCurve(
        new CalibrationBin(0.06, 0.09, 210), new CalibrationBin(0.16, 0.2, 140), new CalibrationBin(0.25, 0.31, 90), new CalibrationBin(0.36, 0.38, 70),
        new CalibrationBin(0.45, 0.44, 60), new CalibrationBin(0.55, 0.52, 64), new CalibrationBin(0.65, 0.61, 72), new CalibrationBin(0.75, 0.68, 95), new CalibrationBin(0.95, 0.9, 220));

    internal static Figure Cloud()
    {
        var gold = GalleryData.Normal(11, 0.35, 0.4, 200);
        var hacked = GalleryData.Normal(12, -0.42, 0.25, 200);
        return Figures.GoldAgainstLearned(
            new ScorePairs("SFT", gold.Zip(GalleryData.Normal(13, 0, 0.4, 200), (g, e) => 2 * g - 0.7 + e).ToArray(), gold),
            new ScorePairs("PPO without KL", GalleryData.Normal(14, 2.26, 0.35, 200), hacked));
    }

    internal static Figure Power()
    {
        var prompts = Enumerable.Range(1, 60).Select(i => i * 10.0).ToArray();
        Series Of(double effect) => new(FormattableString.Invariant($"d = {effect:0.0}"), prompts.Select(n => GalleryData.Power(effect, n)).ToArray()) { X = prompts };
        return Figures.PowerCurve(0.8, Of(0.1), Of(0.2), Of(0.3), Of(0.5));
    }

    internal static SampleComparison Samples() => new(
        new PromptAnswers(
            "hi , i had to stop running after the injury and everyone is busy . i feel really guilty . does it get better ?",
            [
                new Answer("SFT", "i see . information about the injury can be found online . you can decide later .", "gold 0.24"),
                new Answer("PPO", "i am really sorry this happened . i hear you . you deserve care while you deal with the injury . take all the time you need .", "gold 0.95"),
                new Answer("PPO without KL", "i hear you with . i . it makes sense you with in . . . much courage", "gold \u22120.71"),
            ]),
        new PromptAnswers(
            "My model says <script>alert('hi')</script> & </script><!-- what now?",
            [new Answer("SFT", "<b>encode</b> it", "gold 0.10"), new Answer("PPO", "\u0627\u0644\u0633\u0644\u0627\u0645 \u202eevil\u202c <img src=https://example.com/x.png onerror=alert(1)>", "gold 0.20")]));

    private static readonly string[] s_tokens =
        "i am really sorry this happened . i hear you . you deserve care while you deal with the injury . <eos>".Split(' ');

    internal static TokenStrip Strip() => new(s_tokens, GalleryData.Normal(21, 0.12, 0.3, s_tokens.Length), "KL per token (nats)", "Where the policy left its reference.");

    internal static Figure Heatmap() => Figures.TokenHeatmap(
        s_tokens,
        new Series("KL (nats)", GalleryData.Normal(21, 0.12, 0.3, s_tokens.Length)),
        new Series("Reward", [.. GalleryData.Normal(22, -0.04, 0.05, s_tokens.Length - 1), 1.4]),
        new Series("Advantage", GalleryData.Normal(23, 0.1, 0.9, s_tokens.Length)));
}
