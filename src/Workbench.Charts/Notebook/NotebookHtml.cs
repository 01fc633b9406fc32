using Plotly.NET;

namespace Workbench.Charts;

/// <summary>What a notebook shows for views and charts, offline. Figures of this library need no call: a cell that ends with one shows it.</summary>
public static class NotebookHtml
{
    /// <summary>A view as the output of a cell on <see cref="NotebookPage.Current"/>.</summary>
    /// <param name="view">The view.</param>
    public static Html Render(View view) => NotebookPage.Current.Render(view);

    /// <summary>
    /// A chart made with Plotly.NET itself as the output of a cell. Plotly.NET's own notebook extension loads plotly.js from the network; this does not.
    /// </summary>
    /// <param name="chart">The chart.</param>
    /// <param name="title">A title above it; may be empty.</param>
    public static string ToNotebookHtml(this GenericChart chart, string title = "") => Render(new Figure(chart, title)).ToString();
}
