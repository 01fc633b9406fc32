using Microsoft.FSharp.Collections;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET;

/// <summary>A chart: traces, layout and configuration.</summary>
public abstract class GenericChart
{
    private FSharpList<Trace> _traces;
    private Layout _layout;
    private Config _config;

    private protected GenericChart()
    {
    }

    public static FSharpList<Trace> getTraces(GenericChart gChart) => gChart._traces;

    public static GenericChart setLayout(Layout layout, GenericChart gChart) => New(gChart._traces, layout, gChart._config);

    public static GenericChart setConfig(Config config, GenericChart gChart) => New(gChart._traces, gChart._layout, config);

    /// <summary>Data, layout and configuration.</summary>
    public static string toJson(GenericChart gChart) =>
        PlotJson.Write(new Dictionary<string, object> { ["data"] = gChart._traces, ["layout"] = gChart._layout, ["config"] = gChart._config });

    /// <summary>A chart of one trace, with the size, template and configuration of charts with defaults, or with none.</summary>
    internal static GenericChart Of(Trace trace, bool useDefaults) => useDefaults
        ? New([trace], new Layout().Set("width", 600).Set("height", 600).Set("template", DefaultTemplate.New()), new Config().Set("responsive", true))
        : New([trace], new Layout(), new Config());

    /// <summary>The same chart with the first row on top.</summary>
    internal static GenericChart ReverseY(GenericChart chart) =>
        setLayout(Parts.Merge(chart._layout, new Layout().Set("yaxis", new LinearAxis().Set("autorange", "reversed"))), chart);

    /// <summary>All traces; of what layouts or configurations say twice, the later one counts.</summary>
    internal static GenericChart Combine(IEnumerable<GenericChart> charts) => charts.Aggregate((first, second) =>
        New(first._traces.Concat(second._traces), Parts.Merge(first._layout, second._layout), Parts.Merge(first._config, second._config)));

    private static GenericChart New(IEnumerable<Trace> traces, Layout layout, Config config) =>
        new Chart { _traces = ListModule.OfSeq(traces), _layout = layout, _config = config };

    private sealed class Chart : GenericChart;
}
