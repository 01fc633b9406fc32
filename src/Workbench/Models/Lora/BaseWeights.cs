using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>The weights of a model without its adapter. Nothing is copied; the model goes on owning them.</summary>
internal sealed class BaseWeights
{
    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);

    /// <summary>Collects them.</summary>
    /// <param name="module">The model's root.</param>
    /// <param name="adapter">The adapter that it runs under; null for none.</param>
    public BaseWeights(nn.Module module, LoraAdapter? adapter)
    {
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (!name.Contains(LoraPlan.Infix, StringComparison.Ordinal))
            {
                tensors.Add(name, parameter);
            }
        }

        foreach (var (name, tensor) in adapter?.Replaced ?? new Dictionary<string, Tensor>())
        {
            tensors[name] = tensor;
        }

        var modules = module.named_modules().ToArray();
        foreach (var (name, found) in modules)
        {
            if (found is Projection { Table: { } table })
            {
                (Head, Table) = ($"{name}.weight", modules.First(named => ReferenceEquals(named.module, table)).name + ".weight");
                tensors[Head] = tensors[Table];
            }
        }
    }

    /// <summary>The name of the weight that a tied head borrows; null where the head has its own.</summary>
    public string? Head { get; }

    /// <summary>The name of the embedding table that the head borrows.</summary>
    public string? Table { get; }

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => tensors.Keys;

    /// <summary>The value itself.</summary>
    public Tensor this[string name] => tensors[name];

    /// <summary>Another tensor over the same memory; the caller owns it.</summary>
    public Tensor Shared(string name) => tensors[name].detach().DetachFromDisposeScope();

    /// <summary>A copy; the caller owns it.</summary>
    public Tensor Copy(string name)
    {
        using var shared = tensors[name].detach();
        return shared.clone().DetachFromDisposeScope();
    }
}
