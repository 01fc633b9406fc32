namespace Workbench.Charts;

/// <summary>Text from outside that plotly.js draws.</summary>
internal static class PlotText
{
    /// <summary>plotly.js reads tags and entities in labels, names and hover text; encoded ones come out as the characters that they were.</summary>
    internal static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
