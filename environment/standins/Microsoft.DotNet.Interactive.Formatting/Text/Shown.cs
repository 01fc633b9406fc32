using System.Collections;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>The first items of a list, and how many more there are: null where nobody knows without running through them.</summary>
internal static class Shown
{
    internal static (IReadOnlyList<object> Items, int? Remaining) Of(IEnumerable list)
    {
        var items = new List<object>();
        foreach (var item in list)
        {
            items.Add(item);
            if (items.Count >= Formatter.ListExpansionLimit)
            {
                return (items, Count(list) - items.Count);
            }
        }

        return (items, 0);
    }

    private static int? Count(IEnumerable list) => list switch
    {
        ICollection collection => collection.Count,
        _ => list.GetType().GetInterfaces()
            .FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(ICollection<>))
            ?.GetProperty("Count").GetValue(list) as int?,
    };
}
