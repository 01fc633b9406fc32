using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.DotNet.Interactive.Documents.Json;

namespace Microsoft.DotNet.Interactive.Documents;

[JsonConverter(typeof(KernelInfoCollectionConverter))]
public class KernelInfoCollection : ICollection<KernelInfo>
{
    private readonly HashSet<KernelInfo> _kernels = [];
    private readonly Dictionary<string, KernelInfo> _byNameOrAlias = [];
    private string? _defaultKernelName;

    public int Count => _kernels.Count;

    public bool IsReadOnly => false;

    public string? DefaultKernelName
    {
        get => _defaultKernelName ?? (_kernels.Count == 1 ? _kernels.Single().Name : null);
        set => _defaultKernelName = value;
    }

    public void Add(KernelInfo kernelInfo)
    {
        foreach (var alias in kernelInfo.Aliases.Append(kernelInfo.Name))
        {
            if (!_byNameOrAlias.TryAdd(alias, kernelInfo))
            {
                throw new ArgumentException($"A {nameof(KernelInfo)} with name or alias '{alias}' is already present in the collection.");
            }
        }

        _kernels.Add(kernelInfo);
    }

    public void AddRange(IEnumerable<KernelInfo> collection)
    {
        foreach (var info in collection)
        {
            Add(info);
        }
    }

    public void Clear()
    {
        _kernels.Clear();
        _byNameOrAlias.Clear();
    }

    public bool Remove(KernelInfo item)
    {
        if (!_kernels.Remove(item))
        {
            return false;
        }

        foreach (var alias in item.Aliases.Append(item.Name))
        {
            _byNameOrAlias.Remove(alias);
        }

        return true;
    }

    public bool Contains(KernelInfo kernelInfo) => _kernels.Contains(kernelInfo);

    public bool Contains(string nameOrAlias) => _byNameOrAlias.ContainsKey(nameOrAlias);

    public void CopyTo(KernelInfo[] array, int arrayIndex) => _kernels.CopyTo(array, arrayIndex);

    public KernelInfoCollection Clone()
    {
        var clone = new KernelInfoCollection { _defaultKernelName = _defaultKernelName };
        clone.AddRange(this);
        return clone;
    }

    IEnumerator<KernelInfo> IEnumerable<KernelInfo>.GetEnumerator() => _kernels.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _kernels.GetEnumerator();

    internal bool TryGetByAlias(string alias, [NotNullWhen(true)] out KernelInfo? info) => _byNameOrAlias.TryGetValue(alias, out info);

    internal void AddMissing(KernelInfoCollection others) =>
        AddRange(others.Where(other => _kernels.All(kernel => kernel.Name != other.Name)).ToArray());
}
