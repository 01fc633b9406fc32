using System.Diagnostics;
using Microsoft.FSharp.Core;

namespace Plotly.NET;

public static partial class GenericChartExtensions
{
    /// <summary>Writes the chart as a page; ".html" is added to a path without it.</summary>
    public static void SaveHtml(this GenericChart @this, string path, FSharpOption<bool> OpenInBrowser = null)
    {
        string file = path.EndsWith(".html", StringComparison.Ordinal) ? path : path + ".html";
        File.WriteAllText(file, GenericChart.toEmbeddedHTML(@this));
        if (OpenInBrowser is { Value: true })
        {
            Process.Start(new ProcessStartInfo(file) { UseShellExecute = true })?.Dispose();
        }
    }
}
