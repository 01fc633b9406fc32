using Workbench.Machine;

namespace Workbench.Planning;

/// <summary>What lies in memory all through a training, and what its parts add.</summary>
internal sealed class TrainingMemory
{
    // Of a process that has loaded libtorch and made no tensor, what training still adds: code that is read when it first runs, the products'
    // buffers, the .NET heap with the tensors' handles.
    private const long FirstSteps = 20 << 20;

    // malloc keeps what was freed in pieces of many sizes, for more of these, and does not always find a place for the next one in it.
    private const double HeldBack = 0.7;

    internal const string Held = "held back by malloc";

    // What the driver and the kernels take of a device's memory before the first tensor.
    private const long DeviceContext = 500L << 20;

    private readonly string stage;
    private readonly MemoryTarget target;
    private readonly List<MemoryItem> standing;
    private readonly List<(string Name, IReadOnlyList<IReadOnlyList<MemoryItem>> Moments)> parts = [];
    private readonly MemoryItem copy;

    /// <param name="stage">The training's short name.</param>
    /// <param name="target">Where it will run.</param>
    /// <param name="models">Names and parameters of the models.</param>
    /// <param name="trained">Bytes of the parameters that are trained.</param>
    /// <param name="isLoaded">Whether the models, the gradients and the optimizer take memory of this process already.</param>
    /// <param name="best">Whether the weights of the best measurement are kept beside the trained ones.</param>
    public TrainingMemory(
        string stage, MemoryTarget target, IEnumerable<(string Name, long Bytes)> models, long trained, bool isLoaded, bool best = false)
    {
        (this.stage, this.target) = (stage, target);
        copy = new MemoryItem("copy of the optimizer", 2 * trained) { IsLarge = true };
        standing =
        [
            .. models.Where(model => model.Bytes > 0).Select(model => new MemoryItem(model.Name, model.Bytes)),
            new("gradients", trained), new("optimizer", 2 * trained),
        ];
        if (best)
        {
            standing.Add(new("best weights", trained));
        }

        var loaded = isLoaded && target.OnCpu ? PassMemory.Bytes(standing) : 0;
        standing.Insert(0, new("process", Math.Max(0, ResidentMemory.Current - loaded) + FirstSteps, OnDevice: false));
        if (!target.OnCpu)
        {
            standing.Insert(1, new("device context", DeviceContext));
        }
    }

    /// <summary>Adds a part of the training.</summary>
    /// <param name="name">What it does.</param>
    /// <param name="moments">What it adds at the moments that may be its fullest.</param>
    public TrainingMemory With(string name, IEnumerable<IReadOnlyList<MemoryItem>> moments)
    {
        parts.Add((name, [.. moments.DefaultIfEmpty([])]));
        return this;
    }

    /// <summary>All parts, and the writing of a checkpoint, which is made from a copy.</summary>
    public MemoryPlan Plan()
    {
        var small = parts.SelectMany(part => part.Moments).Max(Small);
        var held = target.OnCpu ? (long)((1 + HeldBack) * small) : 0;
        return new MemoryPlan(
            stage, target,
            [.. parts.Select(part => Phase(part.Name, part.Moments, held)), Phase(MemoryPlan.Checkpoint, [[copy]], held)]);
    }

    private static long Small(IReadOnlyList<MemoryItem> moment) => moment.Where(item => !item.IsLarge).Sum(item => item.Bytes);

    private MemoryPhase Phase(string name, IReadOnlyList<IReadOnlyList<MemoryItem>> moments, long held)
    {
        var fullest = moments.MaxBy(moment => Math.Max(held, Small(moment)) + PassMemory.Bytes(moment) - Small(moment))!;
        return new MemoryPhase(name,
        [
            .. standing, .. fullest.Where(item => item.Bytes > 0),
            .. held > Small(fullest) ? [new MemoryItem(Held, held - Small(fullest), OnDevice: false)] : Array.Empty<MemoryItem>(),
        ]);
    }
}
