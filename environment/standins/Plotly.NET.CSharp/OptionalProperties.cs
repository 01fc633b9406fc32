using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

/// <summary>Properties and charts out of arguments that may be left out.</summary>
internal static class OptionalProperties
{
    internal static T Set<T, V>(this T target, string name, Optional<V> value) where T : DynamicObj.DynamicObj =>
        value.IsSome ? target.Set(name, (object?)value.Value) : target;

    internal static T Set<T, V, W>(this T target, string name, Optional<V> single, Optional<W> multi) where T : DynamicObj.DynamicObj =>
        multi.IsSome ? target.Set(name, multi) : target.Set(name, single);

    internal static T Or<T>(this Optional<T> value, T otherwise) => value.IsSome ? value.Value : otherwise;

    internal static Optional<W> Map<V, W>(this Optional<V> value, Func<V, W> map) => value.IsSome ? map(value.Value) : default(Optional<W>);

    internal static GenericChart ToChart(this Trace trace, Optional<bool> useDefaults) => trace.ToChart(useDefaults.ToOption());

    internal static FSharpOption<T>? ToOption<T>(this Optional<T> value) => value.IsSome ? FSharpOption<T>.Some(value.Value) : null;

    internal static GenericChart WithReversedYAxis(this GenericChart chart, bool reversed) => reversed
        ? chart.WithAxis(new LinearAxis().Set("autorange", (object)StyleParam.AutoRange.Reversed), StyleParam.SubPlotId.NewYAxis(1))
        : chart;

    internal static GenericChart WithLegend(this GenericChart chart, Legend legend)
    {
        var layout = GenericChart.getLayout(chart);
        layout.Set("legend", (object)(layout.Get<Legend>("legend") is { } before ? Parts.Merge(before, legend) : legend));
        return GenericChart.setLayout(layout, chart);
    }
}
