namespace Workbench.Charts.Tests.Gallery;

/// <summary>One of everything, with numbers that look like those of a real run.</summary>
internal static class GalleryPage
{
    internal static HtmlPage Build() => new HtmlPage("Did training help?", "One of each figure, table and view of the workbench, on invented numbers.")
        .Heading("At a glance")
        .Add(new NumberCards(
            new NumberCard("Gold score, after minus before", "+0.43", "95% interval 0.38 to 0.49, 400 prompts"),
            new NumberCard("Hostile answers", "0.7%", "5.8% before"),
            new NumberCard("Distance from the reference", "2.6 nats", "per response")))
        .Paragraph("Training helped: the fine-tuned model's answers score higher on the same prompts, and the interval is far from zero.")
        .Add(GalleryViews.Table())
        .Heading("Distributions")
        .Add(Figures.RewardDistributions("Learned reward (SFT standard deviations)", GalleryData.Sample("pre-trained", 0, -0.58, 1.1), GalleryData.Sample("SFT", 1, 0, 1), GalleryData.Sample("PPO", 2, 1.4, 0.6)))
        .Add(GalleryViews.Forest())
        .Heading("Training")
        .AddPair(GalleryViews.Loss(), GalleryViews.Reward())
        .AddPair(GalleryViews.Kl(), Figures.KlCoefficientCurve(new Series("adaptive", GalleryData.Coefficient())))
        .Heading("Can the reward be trusted?")
        .Add(GalleryViews.OverOptimisation())
        .AddPair(GalleryViews.Calibration(), GalleryViews.Cloud())
        .Heading("Power")
        .Add(GalleryViews.Power())
        .Heading("Answers")
        .Paragraph("The same prompts, the same random numbers.")
        .Add(GalleryViews.Samples())
        .Add(GalleryViews.Strip())
        .Add(GalleryViews.Heatmap())
        .AddFolded("All settings", GalleryViews.Settings());
}
