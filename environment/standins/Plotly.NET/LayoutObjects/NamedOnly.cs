namespace Plotly.NET.LayoutObjects;

/// <summary>Named by signatures only: this slice makes none.</summary>
public class ActiveSelection : DynamicObj.DynamicObj
{
    internal ActiveSelection()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class ActiveShape : DynamicObj.DynamicObj
{
    internal ActiveShape()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Annotation : DynamicObj.DynamicObj
{
    internal Annotation()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class DefaultColorScales : DynamicObj.DynamicObj
{
    internal DefaultColorScales()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Domain : DynamicObj.DynamicObj
{
    internal Domain()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Hoverlabel : DynamicObj.DynamicObj
{
    internal Hoverlabel()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class LayoutGrid : DynamicObj.DynamicObj
{
    internal LayoutGrid()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class LayoutImage : DynamicObj.DynamicObj
{
    internal LayoutImage()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Minor : DynamicObj.DynamicObj
{
    internal Minor()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class ModeBar : DynamicObj.DynamicObj
{
    internal ModeBar()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class NewSelection : DynamicObj.DynamicObj
{
    internal NewSelection()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class NewShape : DynamicObj.DynamicObj
{
    internal NewShape()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class RangeSelector : DynamicObj.DynamicObj
{
    internal RangeSelector()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class RangeSlider : DynamicObj.DynamicObj
{
    internal RangeSlider()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Rangebreak : DynamicObj.DynamicObj
{
    internal Rangebreak()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Selection : DynamicObj.DynamicObj
{
    internal Selection()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Shape : DynamicObj.DynamicObj
{
    internal Shape()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Slider : DynamicObj.DynamicObj
{
    internal Slider()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class Transition : DynamicObj.DynamicObj
{
    internal Transition()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class UniformText : DynamicObj.DynamicObj
{
    internal UniformText()
    {
    }
}

/// <summary>Named by signatures only: this slice makes none.</summary>
public class UpdateMenu : DynamicObj.DynamicObj
{
    internal UpdateMenu()
    {
    }
}
