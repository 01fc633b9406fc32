namespace Plotly.NET;

/// <summary>Setting, reading and merging properties.</summary>
internal static class Parts
{
    internal static T Set<T>(this T target, string name, object value) where T : DynamicObj.DynamicObj
    {
        target.SetProperty(name, value);
        return target;
    }

    /// <summary>Puts the second object's properties into the first, objects within objects too, and returns the first.</summary>
    internal static T Merge<T>(T first, DynamicObj.DynamicObj second) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in second.Values)
        {
            first.Values[name] = value is DynamicObj.DynamicObj inner && first.Values.GetValueOrDefault(name) is DynamicObj.DynamicObj outer ? Merge(outer, inner) : value;
        }

        return first;
    }
}
