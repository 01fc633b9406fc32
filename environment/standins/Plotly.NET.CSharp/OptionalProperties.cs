namespace Plotly.NET.CSharp;

/// <summary>Properties and charts out of arguments that may be left out.</summary>
internal static class OptionalProperties
{
    internal static T Set<T, V>(this T target, string name, Optional<V> value) where T : DynamicObj.DynamicObj =>
        value.IsSome ? target.Set(name, (object?)value.Value) : target;

    /// <summary>The values of many where there are any, else the single one where there is one.</summary>
    internal static T Set<T, V, W>(this T target, string name, Optional<V> single, Optional<W> multi) where T : DynamicObj.DynamicObj =>
        multi.IsSome ? target.Set(name, multi) : target.Set(name, single);

    internal static T Or<T>(this Optional<T> value, T otherwise) => value.IsSome ? value.Value : otherwise;

    internal static GenericChart ToChart(this Trace trace, Optional<bool> useDefaults) => GenericChart.Of(trace, useDefaults.Or(true));
}
