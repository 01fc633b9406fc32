namespace Plotly.NET.ConfigObjects;

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Edits : DynamicObj.DynamicObj
{
    internal Edits()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class ToImageButtonOptions : DynamicObj.DynamicObj
{
    internal ToImageButtonOptions()
    {
    }
}
