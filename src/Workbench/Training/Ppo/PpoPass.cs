using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>A forward pass with gradients as the options mean it, in parts that are worked on side by side.</summary>
internal sealed class PpoPass
{
    /// <param name="parts">The rows of each part.</param>
    /// <param name="rows">The rows of the pass, in the order of <paramref name="advantages"/>.</param>
    /// <param name="advantages">[n, R].</param>
    /// <param name="first">The number of the first part among those of the update.</param>
    /// <param name="share">The weights of the pass's losses in the update.</param>
    /// <param name="tokens">How many tokens of each part carry a policy loss and how many a value loss.</param>
    public PpoPass(
        IReadOnlyList<int[]> parts, int[] rows, Tensor advantages, int first, (double Policy, double Value) share,
        (long Policy, long Value)[] tokens)
    {
        First = first;
        PolicyShare = share.Policy;
        Tokens = tokens;
        var (policy, value) = (tokens.Sum(count => count.Policy), tokens.Sum(count => count.Value));
        Parts = [.. parts.Select((part, index) => new Part(
            part, share.Policy * tokens[index].Policy / policy, share.Value * tokens[index].Value / value,
            () => parts.Count == 1 && part == rows ? advantages : Picked(advantages, rows, part)))];
    }

    public IReadOnlyList<Part> Parts { get; }

    public int First { get; }

    public double PolicyShare { get; }

    public IReadOnlyList<(long Policy, long Value)> Tokens { get; }

    private static Tensor Picked(Tensor advantages, int[] rows, int[] part) => advantages.index_select(
        0, tensor(part.Select(row => (long)Array.IndexOf(rows, row)).ToArray(), device: advantages.device));

    /// <summary>What one worker does at a time.</summary>
    /// <param name="Rows">Which rows of the experience.</param>
    /// <param name="PolicyShare">The weight of its policy loss in the update.</param>
    /// <param name="ValueShare">The weight of its value loss.</param>
    /// <param name="Advantages">Makes its advantages, [n, R].</param>
    public sealed record Part(int[] Rows, double PolicyShare, double ValueShare, Func<Tensor> Advantages);
}
