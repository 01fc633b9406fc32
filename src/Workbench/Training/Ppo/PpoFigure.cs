using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>The figures of an update as one vector, so that they leave the device together at the end of the iteration.</summary>
internal static class PpoFigure
{
    public const int ValueLoss = 1;
    public const int Loss = 2;
    public const int ApproxKl = 3;
    public const int PolicyKl = 4;
    public const int MeanRatio = 7;
    public const int MaxRatio = 8;
    public const int Accepted = 18;
    public const int Count = 19;

    /// <summary>How many of them a forward pass measures; the others belong to the step.</summary>
    public const int Measured = 17;

    private const int ReturnMean = 13;
    private const int OldValueMean = 15;

    // Weighted by the tokens that carry a value loss; the others by those with a policy loss.
    private static readonly int[] OfValues = [ValueLoss, 6, 11, 12, ReturnMean, ReturnMean + 1, OldValueMean, OldValueMean + 1];

    /// <summary>All figures but the last two, [17], in the order of <see cref="Record"/>.</summary>
    public static Tensor Of(
        PpoMiniBatch batch, PolicyLoss policy, ValueLoss value, Tensor values, Tensor? entropy, Tensor loss)
    {
        using var scope = NewDisposeScope();
        var (means, variances) = Masked.Moments(batch.ValueMask, values, batch.Returns, batch.Values);
        var policyLoss = policy.Loss.detach();
        var valueLoss = value.Loss.detach();
        return scope.MoveToOuter(stack([
            policyLoss,
            valueLoss,
            loss.detach(),
            policy.ApproxKl,
            policy.PolicyKl,
            policy.ClipFraction,
            value.ClipFraction,
            policy.MeanRatio,
            policy.Ratio.amax([0L, 1L]),
            entropy?.detach() ?? full_like(policyLoss, double.NaN),
            Masked.Mean(batch.Advantages, batch.Mask),
            means[0],
            value.Error,
            means[1],
            variances[1],
            means[2],
            variances[2],
        ]).to_type(ScalarType.Float64));
    }

    /// <summary>The figures of a pass from those of its parts: means by tokens, the largest ratio, variances about the common mean.</summary>
    /// <param name="parts">[P, 17].</param>
    /// <param name="tokens">How many tokens of each part carry a policy loss and how many a value loss.</param>
    /// <param name="valueCoefficient">Of the value loss in the loss.</param>
    public static Tensor Pool(Tensor parts, IReadOnlyList<(long Policy, long Value)> tokens, double valueCoefficient)
    {
        if (tokens.Count == 1)
        {
            return parts[0];
        }

        using var scope = NewDisposeScope();
        var (policy, value) = ((double)tokens.Sum(count => count.Policy), (double)tokens.Sum(count => count.Value));
        var weights = tokens.SelectMany(count => Enumerable.Range(0, Measured)
            .Select(figure => OfValues.Contains(figure) ? count.Value / value : count.Policy / policy)).ToArray();
        var shares = tensor(weights, [tokens.Count, Measured], device: parts.device);
        var pooled = where(shares > 0, parts * shares, zeros_like(shares)).sum(0L);
        var valueLosses = parts.select(1, ValueLoss);
        pooled[Loss].add_(valueCoefficient * (pooled[ValueLoss] - (valueLosses * shares.select(1, Loss)).sum()));
        pooled[MaxRatio].copy_(parts.select(1, MaxRatio).amax([0L]));
        var counts = tensor(tokens.Select(count => (double)count.Value).ToArray(), device: parts.device);
        foreach (var mean in new[] { ReturnMean, OldValueMean })
        {
            // A part with one token has no variance of its own to add.
            var within = where(counts > 1, parts.select(1, mean + 1) * (counts - 1), zeros_like(counts));
            var between = counts * (parts.select(1, mean) - pooled[mean]).square();
            pooled[mean + 1].copy_((within + between).sum() / (value - 1));
        }

        return scope.MoveToOuter(pooled);
    }

    /// <summary>The weighted mean over the passes of an update; of the largest ratio the maximum.</summary>
    public static Tensor Combine(IReadOnlyList<Tensor> parts, IReadOnlyList<double> weights)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        using var scope = NewDisposeScope();
        var all = stack([.. parts]);
        var mean = (all * tensor(weights.ToArray(), device: all.device).unsqueeze(1)).sum(0L);
        mean[MaxRatio].copy_(all.select(1, MaxRatio).amax([0L]));
        return scope.MoveToOuter(mean);
    }

    public static Tensor WithStep(Tensor figures, Tensor norm, Tensor accepted)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(cat([figures, norm.to_type(ScalarType.Float64).view(1), accepted.to_type(ScalarType.Float64).view(1)]));
    }

    public static MiniBatchFigures Record(ReadOnlySpan<double> figures, PpoUpdateRecord made, long tokens) => new()
    {
        Responses = made.Rows.Length,
        Tokens = tokens,
        PolicyLoss = figures[0],
        ValueLoss = figures[ValueLoss],
        Loss = figures[Loss],
        ApproxKl = figures[ApproxKl],
        PolicyKl = figures[PolicyKl],
        ClipFraction = figures[5],
        ValueClipFraction = figures[6],
        MeanRatio = figures[MeanRatio],
        MaxRatio = figures[MaxRatio],
        Entropy = figures[9],
        AdvantageMean = figures[10],
        ValuePrediction = figures[11],
        ValueError = figures[12],
        ReturnMean = figures[ReturnMean],
        ReturnVariance = figures[ReturnMean + 1],
        OldValueMean = figures[OldValueMean],
        OldValueVariance = figures[OldValueMean + 1],
        GradientNorm = figures[17],
        Accepted = figures[Accepted] != 0,
        IsDiscarded = made.IsDiscarded,
        LearningRate = made.Rate,
    };
}
