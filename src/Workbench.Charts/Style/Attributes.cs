using Plotly.NET;

namespace Workbench.Charts;

/// <summary>
/// Plotly.NET's objects hold plotly.js' attributes by the names of its reference (https://plotly.com/javascript/reference).
/// Their F# constructors cannot leave one out when C# calls them; setting attributes by name can.
/// </summary>
internal static class Attributes
{
    /// <summary>Sets attributes of a layout, an axis, a marker and the like; one that is null is left as it is.</summary>
    internal static T With<T>(this T part, params (string Name, object? Value)[] attributes) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                part.SetProperty(name, value);
            }
        }

        return part;
    }

    /// <summary>Sets attributes of every trace of a chart; one that is null is left as it is.</summary>
    internal static GenericChart With(this GenericChart chart, params (string Name, object? Value)[] attributes)
    {
        foreach (var trace in GenericChart.getTraces(chart))
        {
            trace.With(attributes);
        }

        return chart;
    }
}
