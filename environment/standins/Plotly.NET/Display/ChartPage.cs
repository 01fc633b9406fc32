using System.Net;

namespace Plotly.NET;

/// <summary>A chart as markup.</summary>
internal static class ChartPage
{
    internal const string Version = "2.27.1";

    internal const string CdnAddress = $"https://cdn.plot.ly/plotly-{Version}.min.js";

    /// <summary>An element for the chart and the script that draws into it.</summary>
    internal static string Chart(GenericChart chart)
    {
        string id = Guid.NewGuid().ToString();
        string draw = $"renderPlotly_{id.Replace("-", "", StringComparison.Ordinal)}";
        string data = PlotJson.Write(GenericChart.getTraces(chart));
        string layout = PlotJson.Write(GenericChart.getLayout(chart));
        string config = PlotJson.Write(GenericChart.getConfig(chart));
        return $"<div id=\"{id}\"><!-- Plotly chart will be drawn inside this DIV --></div>" +
            $"<script type=\"text/javascript\">var {draw} = function() {{ Plotly.newPlot('{id}', {data}, {layout}, {config}); }};\n{draw}();\n</script>";
    }

    /// <summary>A page of its own.</summary>
    internal static string Document(GenericChart chart)
    {
        var options = GenericChart.getDisplayOptions(chart);
        string Text(string name) => WebUtility.HtmlEncode(options.Get<string>(name) ?? "");
        return $"<!DOCTYPE html>\n<html><head>{PlotlyTag(options.Get<PlotlyJSReference>("PlotlyJSReference"))}" +
            $"<title>{Text("DocumentTitle")}</title><meta charset=\"{Text("DocumentCharset")}\">" +
            $"<meta name=\"description\" content=\"{Text("DocumentDescription")}\"></head><body>{Chart(chart)}</body></html>";
    }

    private static string PlotlyTag(PlotlyJSReference reference)
    {
        if (reference is null || reference.Head is not null)
        {
            return reference?.Head ?? "";
        }

        using var reader = new StreamReader(typeof(ChartPage).Assembly.GetManifestResourceStream($"Plotly.NET.plotly-{Version}.min.js"));
        return $"<script type=\"text/javascript\" charset=\"utf-8\">{reader.ReadToEnd()}</script>";
    }
}
