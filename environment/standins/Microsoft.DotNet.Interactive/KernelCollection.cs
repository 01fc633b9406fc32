using System.Collections;

namespace Microsoft.DotNet.Interactive;

public class KernelCollection : IReadOnlyCollection<Kernel>
{
    private readonly CompositeKernel _compositeKernel;
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<string, Kernel> _byNameOrAlias = [];

    public KernelCollection(CompositeKernel compositeKernel) => _compositeKernel = compositeKernel;

    public int Count => _kernels.Count;

    public bool TryGetByAlias(string alias, out Kernel kernel) => _byNameOrAlias.TryGetValue(alias, out kernel);

    public bool TryGetByUri(Uri uri, out Kernel kernel) => (kernel = _kernels.Find(candidate => candidate.KernelInfo.Uri == uri)) is not null;

    public IEnumerator<Kernel> GetEnumerator() => _kernels.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(Kernel kernel)
    {
        if (kernel.KernelInfo.NameAndAliases.FirstOrDefault(_byNameOrAlias.ContainsKey) is { } taken)
        {
            throw new ArgumentException($"Alias '{taken}' is already in use.");
        }

        foreach (var alias in kernel.KernelInfo.NameAndAliases)
        {
            _byNameOrAlias.Add(alias, kernel);
        }

        kernel.KernelInfo.Uri = new Uri(_compositeKernel.KernelInfo.Uri, kernel.Name);
        _kernels.Add(kernel);
    }
}
