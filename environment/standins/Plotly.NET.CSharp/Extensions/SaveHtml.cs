namespace Plotly.NET.CSharp;

public static partial class GenericChartExtensions
{
    /// <summary>Writes the chart as a page; ".html" is added to a path without it.</summary>
    public static void SaveHtml(this GenericChart gChart, string path, Optional<bool> OpenInBrowser = default) =>
        Plotly.NET.GenericChartExtensions.SaveHtml(gChart, path, OpenInBrowser.ToOption());
}
