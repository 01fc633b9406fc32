namespace Plotly.NET.TraceObjects;

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Box : DynamicObj.DynamicObj
{
    internal Box()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Cumulative : DynamicObj.DynamicObj
{
    internal Cumulative()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Gradient : DynamicObj.DynamicObj
{
    internal Gradient()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Pattern : DynamicObj.DynamicObj
{
    internal Pattern()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class TraceSelection : DynamicObj.DynamicObj
{
    internal TraceSelection()
    {
    }
}
