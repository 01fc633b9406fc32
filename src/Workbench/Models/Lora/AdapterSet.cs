namespace Workbench.Models.Lora;

/// <summary>Several named adapters on one base: each name is a model that shares the base's memory.</summary>
/// <param name="model">The base: the model with every adapter off. Stays the caller's and must run under no adapter.</param>
public sealed class AdapterSet(ILanguageModel model) : IDisposable
{
    private readonly Dictionary<string, ILanguageModel> models = new(StringComparer.Ordinal);

    /// <summary>The model with every adapter off.</summary>
    public ILanguageModel Base { get; } = model.Adapter is null
        ? model
        : throw new WorkbenchException("An adapter set needs the base model, not one that already runs under an adapter.");

    /// <summary>The names, sorted.</summary>
    public IEnumerable<string> Names => models.Keys.Order(StringComparer.Ordinal);

    /// <summary>The model under an adapter.</summary>
    /// <exception cref="WorkbenchException">There is no adapter of that name.</exception>
    public ILanguageModel this[string name] => models.TryGetValue(name, out var found)
        ? found
        : throw new WorkbenchException($"There is no adapter \"{name}\"; there are {(models.Count == 0 ? "none" : string.Join(", ", Names))}.");

    /// <summary>Adds a new adapter.</summary>
    /// <returns>The model under it, which the set owns.</returns>
    /// <exception cref="WorkbenchException">The name is taken, or an option lies outside its range or fits no module.</exception>
    public ILanguageModel Add(string name, LoraOptions options, ulong seed) => Keep(name, () => Adapters.Add(Base, options, seed));

    /// <summary>Adds an adapter from a folder in PEFT's layout.</summary>
    /// <returns>The model under it, which the set owns.</returns>
    /// <exception cref="WorkbenchException">The name is taken, or the folder is not sound or does not fit the base.</exception>
    public ILanguageModel Load(string name, string folder) => Keep(name, () => PeftAdapters.Load(Base, folder));

    /// <summary>Adds a frozen copy of an adapter: the reference of a policy that starts from a trained one.</summary>
    /// <returns>The model under it, which the set owns.</returns>
    /// <exception cref="WorkbenchException">The name is taken, or there is no such adapter.</exception>
    public ILanguageModel CopyFrozen(string name, string copy) => Keep(copy, () => Adapters.FrozenCopy(this[name]));

    /// <summary>Drops an adapter; its model must not be used any more.</summary>
    /// <exception cref="WorkbenchException">There is no adapter of that name.</exception>
    public void Remove(string name)
    {
        this[name].Dispose();
        models.Remove(name);
    }

    /// <summary>Frees the adapters; the base stays.</summary>
    public void Dispose()
    {
        foreach (var adapted in models.Values)
        {
            adapted.Dispose();
        }

        models.Clear();
    }

    private ILanguageModel Keep(string name, Func<ILanguageModel> make)
    {
        if (models.ContainsKey(name))
        {
            throw new WorkbenchException($"There is an adapter \"{name}\" already.");
        }

        return models[name] = make();
    }
}
