namespace Workbench.Planning;

/// <summary>What passes take at the moments that may be the fullest. A moment is a list of items.</summary>
internal static class PassMemory
{
    // DEFAULT_MMAP_THRESHOLD_MAX of glibc's malloc: from here on a piece is a mapping of its own.
    private const long LargePiece = 32L << 20;

    /// <summary>A forward pass with its backward pass: what it keeps, the vocabulary at the scored tokens, and gradients on their way to their vector.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shape">The pass.</param>
    /// <param name="target">Where it runs.</param>
    /// <param name="sideBySide">Whether its gradients wait for those of other passes.</param>
    /// <param name="vocabularies">How many tensors of the logits' size there are at a time.</param>
    public static IReadOnlyList<IReadOnlyList<MemoryItem>> WithGradient(
        ModelMemory model, PassShape shape, MemoryTarget target, bool sideBySide, int vocabularies = 3)
    {
        var kept = model.Kept(shape, target.OnCpu);
        var logits = model.Logits(shape.Scored);
        var (head, others) = (model.HeadGradient, sideBySide ? model.Trained - model.HeadGradient : model.Largest - model.HeadGradient);
        return
        [
            [Activations(kept), Logits(vocabularies, logits)],
            [Activations(kept + model.Passing(shape, target.OnCpu, gradient: true)), Logits(1, logits), Gradient(head)],
            [Activations(kept / 2), Gradient(head), new("gradients on their way", others / 2)],

            // The gradient of the head, that of the embeddings and their sum.
            [Gradient(3 * head, head), new("gradients on their way", others)],
        ];
    }

    /// <summary>A forward pass without a gradient.</summary>
    public static IReadOnlyList<IReadOnlyList<MemoryItem>> Plain(ModelMemory model, PassShape shape, MemoryTarget target) =>
        [[Activations(model.Passing(shape, target.OnCpu, gradient: false))], [Logits(1, model.Logits(shape.Scored))]];

    /// <summary>Decoding some responses to their longest.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">How many prompts.</param>
    /// <param name="each">How many responses to each.</param>
    /// <param name="prompt">Tokens of the longest prompt.</param>
    /// <param name="added">The most tokens of a response.</param>
    /// <param name="target">Where it runs.</param>
    public static IReadOnlyList<IReadOnlyList<MemoryItem>> Decoding(
        ModelMemory model, int prompts, int each, int prompt, int added, MemoryTarget target)
    {
        MemoryItem Cache(int rows) => new("keys and values", model.Cache(rows, prompt, added));
        return
        [
            [Cache(prompts), Activations(model.Passing(new PassShape(prompts, prompt, 1, 0, 1), target.OnCpu, gradient: false))],

            // The scores, their probabilities, and what is between them.
            [Cache(prompts * each), Logits(3, model.Logits(prompts * each))],
        ];
    }

    /// <summary>Several passes at a time: those that take most, each at the same moment.</summary>
    public static IReadOnlyList<IReadOnlyList<MemoryItem>> SideBySide(
        IEnumerable<IReadOnlyList<IReadOnlyList<MemoryItem>>> passes, int workers)
    {
        var fullest = passes.OrderByDescending(moments => moments.Max(Bytes)).Take(workers).ToArray();
        return [.. Enumerable.Range(0, fullest[0].Count).Select(moment => Merged(fullest.SelectMany(moments => moments[moment])))];
    }

    /// <summary>Two passes one after the other through different models, with what both keep.</summary>
    public static IReadOnlyList<IReadOnlyList<MemoryItem>> Both(
        IReadOnlyList<IReadOnlyList<MemoryItem>> first, IReadOnlyList<IReadOnlyList<MemoryItem>> second) =>
        [.. first.Zip(second, (one, other) => Merged(one.Concat(other)))];

    /// <summary>All that is there at a moment.</summary>
    public static long Bytes(IReadOnlyList<MemoryItem> moment) => moment.Sum(item => item.Bytes);

    private static IReadOnlyList<MemoryItem> Merged(IEnumerable<MemoryItem> items) =>
        [.. items.GroupBy(item => (item.Name, item.IsLarge))
            .Select(same => new MemoryItem(same.Key.Name, same.Sum(item => item.Bytes)) { IsLarge = same.Key.IsLarge })];

    private static MemoryItem Activations(long bytes) => new("activations", bytes);

    private static MemoryItem Logits(int count, long each) => new("logits", count * each) { IsLarge = each >= LargePiece };

    private static MemoryItem Gradient(long bytes, long? each = null) =>
        new("gradient of the embeddings", bytes) { IsLarge = (each ?? bytes) >= LargePiece };
}
