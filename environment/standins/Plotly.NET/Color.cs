namespace Plotly.NET;

/// <summary>A colour.</summary>
public class Color : IPlotValue
{
    private Color(string text) => Value = text;

    public object Value { get; }

    object IPlotValue.Json => Value;

    public static Color fromString(string c) => new(c);
}
