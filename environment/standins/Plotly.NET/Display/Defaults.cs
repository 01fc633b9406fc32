namespace Plotly.NET;

/// <summary>What charts start from unless they are made without defaults. Changes apply to charts made after them.</summary>
public static class Defaults
{
    /// <summary>Pixels.</summary>
    public static int DefaultWidth { get; set; } = 600;

    /// <summary>Pixels.</summary>
    public static int DefaultHeight { get; set; } = 600;

    public static Config DefaultConfig { get; set; } = Config.init(Responsive: true);

    public static DisplayOptions DefaultDisplayOptions { get; set; } = DisplayOptions.init(
        DocumentTitle: "Plotly.NET Datavisualization",
        DocumentDescription: "A plotly.js graph generated with Plotly.NET",
        DocumentCharset: "UTF-8",
        PlotlyJSReference: PlotlyJSReference.NewCDN(ChartPage.CdnAddress));

    /// <summary>Everything as it was at the start, but that pages have no title.</summary>
    public static void reset()
    {
        DefaultWidth = 600;
        DefaultHeight = 600;
        DefaultConfig = Config.init(Responsive: true);
        DefaultDisplayOptions = DisplayOptions.initCDNOnly();
    }

    internal static Layout NewLayout() => Layout.init<string>(Width: DefaultWidth, Height: DefaultHeight).Set("template", (object)DefaultTemplate.New());
}
