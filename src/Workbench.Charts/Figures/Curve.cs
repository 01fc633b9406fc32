namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>Any quantity over any other.</summary>
    /// <param name="title">The figure's title.</param>
    /// <param name="xTitle">What runs along the x axis, with its unit.</param>
    /// <param name="yTitle">What is measured, with its unit.</param>
    /// <param name="series">One curve for each run or quantity.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, or lengths differ.</exception>
    public static Figure Curve(string title, string xTitle, string yTitle, params Series[] series) =>
        Curves.Figure(title, "", series, PlotText.Encode(xTitle), PlotText.Encode(yTitle));
}
