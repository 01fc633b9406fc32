using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Plotly.NET;

/// <summary>
/// A chart: traces, layout, configuration, and how a page around it looks. As in the real package, styling a chart may change the
/// layout of the chart that it started from.
/// </summary>
public sealed class GenericChart
{
    private readonly FSharpList<Trace> _traces;
    private readonly Layout _layout;
    private readonly Config _config;
    private readonly DisplayOptions _displayOptions;

    internal GenericChart(IEnumerable<Trace> traces, Layout layout, Config config, DisplayOptions displayOptions) =>
        (_traces, _layout, _config, _displayOptions) = (ListModule.OfSeq(traces), layout, config, displayOptions);

    public static FSharpList<Trace> getTraces(GenericChart gChart) => gChart._traces;

    public static Layout getLayout(GenericChart gChart) => gChart._layout;

    public static GenericChart setLayout(Layout layout, GenericChart gChart) => new(gChart._traces, layout, gChart._config, gChart._displayOptions);

    public static GenericChart addLayout(Layout layout, GenericChart gChart) => setLayout(Layout.Combine(gChart._layout, layout), gChart);

    public static Config getConfig(GenericChart gChart) => gChart._config;

    public static GenericChart setConfig(Config config, GenericChart gChart) => new(gChart._traces, gChart._layout, config, gChart._displayOptions);

    public static GenericChart addConfig(Config config, GenericChart gChart) => setConfig(Config.Combine(gChart._config, config), gChart);

    public static DisplayOptions getDisplayOptions(GenericChart gChart) => gChart._displayOptions;

    public static GenericChart setDisplayOptions(DisplayOptions displayOpts, GenericChart gChart) => new(gChart._traces, gChart._layout, gChart._config, displayOpts);

    public static GenericChart addDisplayOptions(DisplayOptions displayOpts, GenericChart gChart) =>
        setDisplayOptions(Parts.Merge(gChart._displayOptions, displayOpts), gChart);

    public static GenericChart combine(IEnumerable<GenericChart> gCharts) => gCharts.Aggregate((first, second) => new GenericChart(
        first._traces.Concat(second._traces),
        Layout.Combine(first._layout, second._layout),
        Config.Combine(first._config, second._config),
        Parts.Merge(first._displayOptions, second._displayOptions)));

    public static int countTrace(GenericChart gChart) => gChart._traces.Length;

    public static GenericChart mapTrace(FSharpFunc<Trace, Trace> f, GenericChart gChart) =>
        new(gChart._traces.Select(f.Invoke), gChart._layout, gChart._config, gChart._displayOptions);

    /// <summary>Data and layout, with an empty list of frames.</summary>
    public static string toFigureJson(GenericChart gChart) => PlotJson.Write(
        new Dictionary<string, object> { ["data"] = gChart._traces, ["layout"] = gChart._layout, ["frames"] = Array.Empty<object>() });

    /// <summary>Data, layout and configuration.</summary>
    public static string toJson(GenericChart gChart) => PlotJson.Write(
        new Dictionary<string, object> { ["data"] = gChart._traces, ["layout"] = gChart._layout, ["config"] = gChart._config });

    /// <summary>The chart as a piece of a page that has plotly.js.</summary>
    public static string toChartHTML(GenericChart gChart) => $"<div>{ChartPage.Chart(gChart)}</div>";

    /// <summary>The chart as a page.</summary>
    public static string toEmbeddedHTML(GenericChart gChart) => ChartPage.Document(gChart);
}
