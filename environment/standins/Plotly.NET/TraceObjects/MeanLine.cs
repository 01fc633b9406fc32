using Microsoft.FSharp.Core;

namespace Plotly.NET.TraceObjects;

/// <summary>The mean inside a violin.</summary>
public class MeanLine : DynamicObj.DynamicObj
{
    public static MeanLine init(
        FSharpOption<bool> Visible = null, FSharpOption<Color> Color = null, FSharpOption<double> Width = null) =>
        new MeanLine()
            .Set("visible", Visible).Set("color", Color).Set("width", Width);
}
