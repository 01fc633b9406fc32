using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Ppo;

/// <summary>
/// The matrix products of a PPO iteration and nothing else: the time that no implementation with the same numbers can beat on this matrix library.
/// </summary>
/// <remarks>
/// A rollout with a cache, one pass of the reference, and the updates; log-probabilities and values of the policy come with the rollout.
/// A backward pass has two products for each of the forward one; frozen layers have none, and no pass of their own in the updates.
/// </remarks>
internal sealed class MatrixProducts : IDisposable
{
    private readonly List<(Tensor Left, Tensor Right, long Times)> products = [];
    private readonly DisposeScope scope = NewDisposeScope();

    public MatrixProducts(PpoShape shape)
    {
        long rows = shape.Batch, tokens = shape.Prompt + shape.Response - 1, trained = shape.Layers - shape.Frozen;
        var updates = (long)shape.Epochs * ((shape.Batch + shape.MiniBatch - 1) / shape.MiniBatch);

        // Rollout: the prompts at once, then token by token.
        Layers(shape, rows, shape.Prompt, shape.Prompt, shape.Layers, backward: false);
        Head(shape, rows, backward: false);
        for (var token = shape.Prompt + 1L; token <= tokens; token++)
        {
            Layers(shape, rows, 1, token, shape.Layers, backward: false);
            Head(shape, rows, backward: false);
        }

        // The reference: all layers, or those that it does not share.
        Layers(shape, rows, tokens, tokens, trained, backward: false);
        Head(shape, rows * shape.Response, backward: false);
        if (shape.Frozen > 0)
        {
            Layers(shape, rows, tokens, tokens, shape.Frozen, backward: false);
        }

        for (var update = 0L; update < updates; update++)
        {
            Layers(shape, shape.MiniBatch, tokens, tokens, trained, backward: true);
            Head(shape, shape.MiniBatch * (long)shape.Response, backward: true);
        }
    }

    /// <summary>Does them all once.</summary>
    public void Run()
    {
        using var off = no_grad();
        foreach (var (left, right, times) in products)
        {
            for (var i = 0L; i < times; i++)
            {
                left.matmul(right).Dispose();
            }
        }
    }

    /// <summary>10^9 floating-point operations of all of them.</summary>
    public double Gigaflops => products.Sum(p => 2.0 * p.Left.numel() * p.Right.shape[^1] * p.Times) / 1e9;

    public void Dispose() => scope.Dispose();

    private void Layers(PpoShape shape, long batch, long queries, long keys, long layers, bool backward)
    {
        long rows = batch * queries, width = shape.Width, head = shape.Width / shape.Heads, heads = batch * shape.Heads;
        foreach (var (inner, outer) in new[] { (width, 3 * width), (width, width), (width, 4 * width), (4 * width, width) })
        {
            Add(1, rows, inner, outer, layers, backward);
        }

        Add(heads, queries, head, keys, layers, backward);
        Add(heads, queries, keys, head, layers, backward);
    }

    private void Head(PpoShape shape, long rows, bool backward) => Add(1, rows, shape.Width, shape.Vocabulary, 1, backward);

    private void Add(long batch, long rows, long inner, long outer, long times, bool backward)
    {
        Same(batch, rows, inner, outer, times);
        if (backward)
        {
            Same(batch, rows, outer, inner, times);
            Same(batch, inner, rows, outer, times);
        }
    }

    private void Same(long batch, long rows, long inner, long outer, long times)
    {
        if (times == 0)
        {
            return;
        }

        long[] left = batch == 1 ? [rows, inner] : [batch, rows, inner], right = batch == 1 ? [inner, outer] : [batch, inner, outer];
        var at = products.FindIndex(p => p.Left.shape.AsSpan().SequenceEqual(left) && p.Right.shape.AsSpan().SequenceEqual(right));
        if (at < 0)
        {
            products.Add((ones(left), ones(right), times));
        }
        else
        {
            products[at] = products[at] with { Times = products[at].Times + times };
        }
    }
}
