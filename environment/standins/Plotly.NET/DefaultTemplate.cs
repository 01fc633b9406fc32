namespace Plotly.NET;

/// <summary>The look of charts made with defaults, for the kinds of charts in this slice: plotly's blue-grey plot with a white grid.</summary>
internal static class DefaultTemplate
{
    private const string Ink = "rgba(42, 63, 95, 1.0)";
    private const string Plot = "rgba(229, 236, 246, 1.0)";
    private const string White = "rgba(255, 255, 255, 1.0)";

    private static readonly int[][] s_colorway =
    [
        [99, 110, 250], [239, 85, 59], [0, 204, 150], [171, 99, 250], [255, 161, 90],
        [25, 211, 243], [255, 102, 146], [182, 232, 128], [255, 151, 255], [254, 203, 82],
    ];

    private static readonly string[] s_plasma =
        ["#0d0887", "#46039f", "#7201a8", "#9c179e", "#bd3786", "#d8576b", "#ed7953", "#fb9f3a", "#fdca26", "#f0f921"];

    internal static DynamicObj.DynamicObj New() => Of(
        ("layout", Of(
            ("title", Of(("x", 0.05))),
            ("font", Of(("color", Ink))),
            ("paper_bgcolor", White),
            ("plot_bgcolor", Plot),
            ("autotypenumbers", "strict"),
            ("hovermode", "closest"),
            ("hoverlabel", Of(("align", "left"))),
            ("xaxis", Axis()),
            ("yaxis", Axis()),
            ("colorway", s_colorway.Select(rgb => $"rgba({rgb[0]}, {rgb[1]}, {rgb[2]}, 1.0)").ToArray()))),
        ("data", Of(
            ("heatmap", new object[] { Of(("colorbar", Of(("outlinewidth", 0.0), ("ticks", ""))), ("colorscale", Plasma())) }))));

    private static DynamicObj.DynamicObj Axis() => Of(
        ("title", Of(("standoff", 15))),
        ("ticks", ""),
        ("automargin", "height+width+left+right+top+bottom"),
        ("linecolor", White),
        ("gridcolor", White),
        ("zerolinecolor", White),
        ("zerolinewidth", 2.0));

    private static object[] Plasma() => s_plasma.Select((color, i) => (object)new object[] { (double)i / (s_plasma.Length - 1), color }).ToArray();

    private static DynamicObj.DynamicObj Of(params (string Name, object Value)[] properties)
    {
        var target = new DynamicObj.DynamicObj();
        foreach (var (name, value) in properties)
        {
            target.Set(name, value);
        }

        return target;
    }
}
