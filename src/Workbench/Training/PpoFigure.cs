using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>The figures of an update as one vector, so that they leave the device together at the end of the iteration.</summary>
internal static class PpoFigure
{
    public const int Loss = 2;
    public const int ApproxKl = 3;
    public const int PolicyKl = 4;
    public const int MeanRatio = 7;
    public const int MaxRatio = 8;
    public const int Accepted = 18;
    public const int Count = 19;

    /// <summary>All figures but the last two, [17], in the order of <see cref="Record"/>.</summary>
    public static Tensor Of(
        PpoMiniBatch batch, PolicyLoss policy, ValueLoss value, Tensor values, Tensor? entropy, Tensor loss)
    {
        using var scope = NewDisposeScope();
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
            Masked.Mean(values.detach(), batch.ValueMask),
            value.Error,
            Masked.Mean(batch.Returns, batch.ValueMask),
            Masked.Variance(batch.Returns, batch.ValueMask),
            Masked.Mean(batch.Values, batch.ValueMask),
            Masked.Variance(batch.Values, batch.ValueMask),
        ]).to_type(ScalarType.Float64));
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

    public static MiniBatchFigures Record(ReadOnlySpan<double> figures, double learningRate, int responses, long tokens) => new()
    {
        Responses = responses,
        Tokens = tokens,
        PolicyLoss = figures[0],
        ValueLoss = figures[1],
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
        ReturnMean = figures[13],
        ReturnVariance = figures[14],
        OldValueMean = figures[15],
        OldValueVariance = figures[16],
        GradientNorm = figures[17],
        Accepted = figures[Accepted] != 0,
        LearningRate = learningRate,
    };
}
