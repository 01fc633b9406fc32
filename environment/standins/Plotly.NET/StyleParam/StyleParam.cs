namespace Plotly.NET;

/// <summary>The values that plotly.js' attributes take, by attribute.</summary>
public static partial class StyleParam
{
}
