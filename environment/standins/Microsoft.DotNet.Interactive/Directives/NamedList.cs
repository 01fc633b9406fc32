#nullable enable
using System.Collections.ObjectModel;

namespace Microsoft.DotNet.Interactive.Directives;

/// <summary>A list that is asked before an item is added.</summary>
internal sealed class NamedList<T>(Func<T, string> nameOf, Action<T, IReadOnlyCollection<T>> adding) : Collection<T>
{
    internal T? Find(string name) => this.FirstOrDefault(item => nameOf(item) == name);

    internal void AddAll(IEnumerable<T>? items)
    {
        foreach (var item in items ?? [])
        {
            Add(item);
        }
    }

    protected override void InsertItem(int index, T item)
    {
        adding(item, this);
        base.InsertItem(index, item);
    }
}
