#nullable disable
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
{
    private readonly List<(TKey, TValue)> order = [];
    private readonly Dictionary<TKey, TValue> byKey = [];

    public int Count => byKey.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => order.ConvertAll(p => p.Item1);

    public ICollection<TValue> Values => order.ConvertAll(p => p.Item2);

    public (TKey, TValue) this[int index]
    {
        get => order[index];
        set
        {
            order[index] = value;
            byKey[value.Item1] = value.Item2;
        }
    }

    public TValue this[TKey key]
    {
        get => byKey[key];
        set
        {
            byKey[key] = value;
            var at = IndexOf(key);
            if (at >= 0) order[at] = (key, value);
            else order.Add((key, value));
        }
    }

    public IEnumerator<(TKey, TValue)> items() => order.GetEnumerator();

    public IEnumerable<TKey> keys() => byKey.Keys;

    public IEnumerable<TValue> values() => byKey.Values;

    public void clear() => Clear();

    public void Clear()
    {
        byKey.Clear();
        order.Clear();
    }

    public void Add((TKey, TValue) item)
    {
        byKey.Add(item.Item1, item.Item2);
        order.Add(item);
    }

    public void Add(TKey key, TValue value) => Add((key, value));

    public void Add(KeyValuePair<TKey, TValue> item) => Add((item.Key, item.Value));

    public void Insert(int index, (TKey, TValue) item)
    {
        byKey.Add(item.Item1, item.Item2);
        order.Insert(index, item);
    }

    public bool Remove((TKey, TValue) item)
    {
        byKey.Remove(item.Item1);
        return order.Remove(item);
    }

    public bool Remove(TKey key)
    {
        order.RemoveAt(IndexOf(key));
        return byKey.Remove(key);
    }

    public bool Remove(KeyValuePair<TKey, TValue> item) => byKey.Remove(item.Key);

    public void RemoveAt(int index)
    {
        byKey.Remove(order[index].Item1);
        order.RemoveAt(index);
    }

    public bool Contains((TKey, TValue) item) => order.Contains(item);

    public bool Contains(KeyValuePair<TKey, TValue> item) => byKey.ContainsKey(item.Key);

    public bool ContainsKey(TKey key) => byKey.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => byKey.TryGetValue(key, out value);

    public int IndexOf((TKey, TValue) item) => order.IndexOf(item);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => order.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => throw new NotImplementedException();

    public IEnumerator<(TKey, TValue)> GetEnumerator() => order.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => byKey.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => order.GetEnumerator();

    private int IndexOf(TKey key) => order.FindIndex(p => EqualityComparer<TKey>.Default.Equals(p.Item1, key));
}
