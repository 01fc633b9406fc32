using System.Diagnostics;

namespace Plotly.NET.CSharp;

public static partial class GenericChartExtensions
{
    /// <summary>Writes the chart as a page; ".html" is added to a path without it.</summary>
    public static void SaveHtml(this GenericChart gChart, string path, Optional<bool> OpenInBrowser = default)
    {
        string file = path.EndsWith(".html", StringComparison.Ordinal) ? path : path + ".html";
        File.WriteAllText(file, GenericChart.toEmbeddedHTML(gChart));
        if (OpenInBrowser.Or(false))
        {
            Process.Start(new ProcessStartInfo(file) { UseShellExecute = true })?.Dispose();
        }
    }
}
