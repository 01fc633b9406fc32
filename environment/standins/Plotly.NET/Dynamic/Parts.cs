using Microsoft.FSharp.Core;

namespace Plotly.NET;

/// <summary>Setting, reading and merging properties.</summary>
internal static class Parts
{
    /// <summary>Sets a property, whatever it was.</summary>
    internal static T Set<T>(this T target, string name, object value) where T : DynamicObj.DynamicObj
    {
        target.Properties[name] = value;
        return target;
    }

    /// <summary>Sets a property if there is a value.</summary>
    internal static T Set<T, V>(this T target, string name, FSharpOption<V> value) where T : DynamicObj.DynamicObj =>
        value is null ? target : target.Set(name, (object)value.Value);

    /// <summary>Sets a property to the values of many if there are any, else to the single one if there is one.</summary>
    internal static T Set<T, V, W>(this T target, string name, FSharpOption<V> single, FSharpOption<W> multi) where T : DynamicObj.DynamicObj =>
        multi is null ? target.Set(name, single) : target.Set(name, multi);

    /// <summary>A property's value, or the default of its type.</summary>
    internal static V Get<V>(this DynamicObj.DynamicObj target, string name) =>
        target.Properties.TryGetValue(name, out var value) && value is V typed ? typed : default;

    /// <summary>Puts the second object's properties into the first, objects within objects too, and returns the first.</summary>
    internal static T Merge<T>(T first, DynamicObj.DynamicObj second) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in second.Properties)
        {
            first.Properties[name] = value is DynamicObj.DynamicObj inner && first.Get<DynamicObj.DynamicObj>(name) is { } outer ? Merge(outer, inner) : value;
        }

        return first;
    }

    /// <summary>As <see cref="Merge"/>, but lists of these names are appended.</summary>
    internal static T Merge<T>(T first, DynamicObj.DynamicObj second, params string[] lists) where T : DynamicObj.DynamicObj
    {
        var appended = lists
            .Select(name => (name, values: (first.Get<IEnumerable<object>>(name) ?? []).Concat(second.Get<IEnumerable<object>>(name) ?? []).ToArray()))
            .Where(list => list.values.Length > 0)
            .ToArray();
        Merge(first, second);
        foreach (var (name, values) in appended)
        {
            first.Set(name, (object)values);
        }

        return first;
    }
}
