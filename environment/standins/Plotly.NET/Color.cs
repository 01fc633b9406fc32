namespace Plotly.NET;

/// <summary>A colour.</summary>
public class Color : IPlotValue
{
    private readonly string _text;

    private Color(string text) => _text = text;

    object IPlotValue.Json => _text;

    public static Color fromString(string c) => new(c);
}
