using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>An adapter's parameters from PEFT's file.</summary>
internal sealed class PeftParameters(ITensorStore store, BaseWeights weights, LoraPlan plan, Device device, ScalarType dtype) : IParameterSource
{
    private readonly CheckpointParameters stored = new(store, PeftFolder.Prefix, device, dtype);

    public bool Offers(string name) => stored.Offers(PeftNames.Of(plan, name));

    public Tensor Take(string name, long[] shape, Init init)
    {
        if (name.Contains(LoraPlan.Infix, StringComparison.Ordinal))
        {
            return stored.Take(PeftNames.Of(plan, name), shape, init);
        }

        // PEFT does not write the biases of the targets; older versions wrote them without "base_layer".
        var written = new[] { PeftNames.Of(plan, name), PeftFolder.Prefix + name }.FirstOrDefault(store.Tensors.ContainsKey);
        return written is null && plan.Biases.Contains(name)
            ? weights.Copy(name)
            : stored.Take(written ?? PeftFolder.Prefix + name, shape, init).to(weights[name].dtype, disposeAfter: true);
    }

    /// <summary>Weights of the base that the file brings along and that differ from the base's; the caller owns them.</summary>
    public IReadOnlyDictionary<string, Tensor> Resized()
    {
        var resized = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var module in plan.Targets.Keys.Where(module => store.Tensors.ContainsKey(PeftNames.OfBaseWeight(module))))
        {
            var present = weights[$"{module}.weight"];
            var brought = stored.Take(PeftNames.OfBaseWeight(module), present.shape, default).to(present.dtype, disposeAfter: true);
            if (brought.Equals(present))
            {
                brought.Dispose();
            }
            else
            {
                resized.Add($"{module}.weight", brought.DetachFromDisposeScope());
            }
        }

        return resized;
    }

    /// <summary>Tells of what is in the file and was not used.</summary>
    /// <exception cref="WorkbenchException">It is a low-rank matrix of a module that the settings do not name.</exception>
    public void Report(Action<string>? warn)
    {
        var stranger = stored.Unused.FirstOrDefault(name => name.Contains("lora_", StringComparison.Ordinal));
        if (stranger is not null)
        {
            throw new WorkbenchException($"{store.Location}: tensor {stranger} belongs to no target of the adapter; settings and weights do not fit.");
        }

        stored.Report(warn, IsHead);
    }

    private static bool IsHead(string name) => new[] { ScalarHead.Name, "classifier" }
        .Any(head => name.StartsWith($"{PeftFolder.Prefix}{head}.", StringComparison.Ordinal));
}
