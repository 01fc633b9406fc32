namespace Plotly.NET;

public partial class Layout
{
    /// <summary>Merges the second layout into the first: its properties win, lists of things drawn on the plot are appended.</summary>
    internal static Layout Combine(Layout first, Layout second) =>
        Parts.Merge(first, second, "annotations", "shapes", "selections", "images", "sliders", "hiddenlabels", "updatemenus");
}
