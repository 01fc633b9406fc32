using TorchSharp;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// Parameters read from a checkpoint, whose names may have the family's base prefix ("transformer.") or lack it. Keeps account of what was
/// used, so that tensors nobody asked for can be reported.
/// </summary>
public sealed class CheckpointParameters : IParameterSource
{
    private readonly ITensorStore store;
    private readonly string basePrefix;
    private readonly Device device;
    private readonly ScalarType dtype;
    private readonly IProgress<TransferProgress>? progress;
    private readonly long totalBytes;
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly List<string> warnings = [];
    private long bytes;

    /// <summary>Creates a source.</summary>
    /// <param name="store">The open checkpoint.</param>
    /// <param name="basePrefix">What comes before the names of the family's base model, such as "transformer."; may be empty.</param>
    /// <param name="device">Where the parameters go.</param>
    /// <param name="dtype">What they are converted to; widening is exact.</param>
    /// <param name="progress">Told after each tensor; null tells nobody.</param>
    public CheckpointParameters(
        ITensorStore store, string basePrefix, Device? device = null, ScalarType dtype = ScalarType.Float32,
        IProgress<TransferProgress>? progress = null)
    {
        this.store = store;
        this.basePrefix = basePrefix;
        this.device = device ?? CPU;
        this.dtype = dtype;
        this.progress = progress;
        totalBytes = store.Tensors.Values.Sum(info => info.Bytes);
    }

    /// <summary>Ends the loading: tells what does not stop the loading but should be known: weights that are not finite, tensors that no parameter wants.</summary>
    /// <param name="warn">Told each; null writes to the standard error stream.</param>
    /// <param name="isKnown">Whether an unused tensor of that name is nothing to speak of.</param>
    public void Report(Action<string>? warn, Func<string, bool> isKnown)
    {
        progress?.Report(new TransferProgress(store.Location, totalBytes, totalBytes, store.Tensors.Count, store.Tensors.Count));
        warn ??= Console.Error.WriteLine;
        warnings.ForEach(warn);
        var strangers = Unused.Where(name => !isKnown(name)).ToArray();
        if (strangers.Length > 0)
        {
            warn($"{store.Location}: {strangers.Length} tensors are no part of this model and were left out: "
                + string.Join(", ", strangers.Take(8)) + (strangers.Length > 8 ? ", …" : "."));
        }
    }

    /// <summary>Stored tensors that no parameter has asked for, sorted.</summary>
    public IReadOnlyList<string> Unused => [.. store.Tensors.Keys.Where(name => !used.Contains(name)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool Offers(string name) => Find(name) != null;

    /// <inheritdoc/>
    public Tensor Take(string name, long[] shape, Init init)
    {
        var stored = Find(name) ?? throw new WorkbenchException(
            $"{store.Location}: tensor {name} is missing. A checkpoint must hold every parameter of its model; nothing is filled in at random.");
        var info = store.Tensors[stored];
        if (!info.Shape.SequenceEqual(shape))
        {
            throw new WorkbenchException(
                $"{store.Location}: tensor {stored} has shape {info.ShapeText}, the configuration asks for [{string.Join(", ", shape)}].");
        }

        if (!info.IsFloatingPoint)
        {
            throw new WorkbenchException($"{store.Location}: tensor {stored} has dtype {info.DType}, expected a floating-point one.");
        }

        if (device.type == DeviceType.META)
        {
            used.Add(stored);
            return empty(shape, dtype: dtype, device: device);
        }

        var (tensor, finite) = store.Load(stored, dtype, device);
        if (!finite)
        {
            warnings.Add($"{store.Location}: tensor {stored} holds NaN or infinite values.");
        }

        used.Add(stored);
        bytes += info.Bytes;
        progress?.Report(new TransferProgress(stored, bytes, totalBytes, used.Count, store.Tensors.Count));
        return tensor;
    }

    private string? Find(string name)
    {
        if (store.Tensors.ContainsKey(name))
        {
            return name;
        }

        var other = name.StartsWith(basePrefix, StringComparison.Ordinal) ? name[basePrefix.Length..] : basePrefix + name;
        return store.Tensors.ContainsKey(other) ? other : null;
    }
}
