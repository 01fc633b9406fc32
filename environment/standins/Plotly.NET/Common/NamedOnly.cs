namespace Plotly.NET;

/// <summary>Named by signatures only: this slice makes none.</summary>
public class AutoRangeOptions : DynamicObj.DynamicObj
{
    internal AutoRangeOptions()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class ColorBar : DynamicObj.DynamicObj
{
    internal ColorBar()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Padding : DynamicObj.DynamicObj
{
    internal Padding()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class TickFormatStop : DynamicObj.DynamicObj
{
    internal TickFormatStop()
    {
    }
}
