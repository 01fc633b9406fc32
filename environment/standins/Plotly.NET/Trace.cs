namespace Plotly.NET;

/// <summary>Data of a chart with the way it is drawn.</summary>
public class Trace : DynamicObj.DynamicObj
{
    internal Trace(string traceTypeName) => SetProperty("type", traceTypeName);
}
