namespace Plotly.NET;

/// <summary>Where a page gets plotly.js from.</summary>
public sealed class PlotlyJSReference
{
    private PlotlyJSReference(string head) => Head = head;

    /// <summary>plotly.js is written into the page, which then works without a network.</summary>
    public static PlotlyJSReference Full { get; } = new(null);

    /// <summary>The page around the chart has it.</summary>
    public static PlotlyJSReference NoReference { get; } = new("");

    /// <summary>What stands in the page's head; null for all of plotly.js.</summary>
    internal string Head { get; }

    /// <summary>The page loads it from an address.</summary>
    public static PlotlyJSReference NewCDN(string item) => new($"<script src=\"{item}\" charset=\"utf-8\"></script>");
}
