namespace Workbench.Training;

/// <summary>AdamW and its learning rate. The defaults are PyTorch's Adam, with clipping to a norm of 1.</summary>
public sealed record AdamWOptions
{
    /// <summary>The highest learning rate, reached after the warm-up; above 0.</summary>
    public double LearningRate { get; init; } = 5e-5;

    /// <summary>Decay of the first moment, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment after its bias correction, as in PyTorch; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay (Loshchilov and Hutter 2019) of matrices; biases and norms do not decay. At least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether biases and norms decay as well (PyTorch's AdamW without parameter groups).</summary>
    public bool DecayVectors { get; init; }

    /// <summary>The gradient is scaled down to this norm where it is longer; null never scales.</summary>
    public double? MaxGradientNorm { get; init; } = 1.0;

    /// <summary>How the learning rate goes on after the warm-up.</summary>
    public Schedule Schedule { get; init; }

    /// <summary>Updates over which the learning rate rises from 0; at least 0.</summary>
    public int WarmUpSteps { get; init; }

    /// <summary>The learning rate at the end as a fraction of the highest, for the schedules that fall; in [0, 1].</summary>
    public double FinalFraction { get; init; }

    /// <summary>
    /// The learning rate of an update: LearningRate (step + 1) / WarmUpSteps during the warm-up, then the schedule over the remaining updates.
    /// </summary>
    /// <remarks>
    /// transformers' `get_scheduler` ("constant_with_warmup", "linear", "cosine", "cosine_with_min_lr") is the same but for the warm-up, which
    /// it starts at 0: its first update changes nothing.
    /// </remarks>
    /// <param name="step">Updates done before this one, from 0.</param>
    /// <param name="totalSteps">Updates of the whole training.</param>
    public double LearningRateAt(long step, long totalSteps)
    {
        if (step < WarmUpSteps)
        {
            return LearningRate * (step + 1) / WarmUpSteps;
        }

        var progress = Math.Min(1.0, (double)(step - WarmUpSteps) / Math.Max(1, totalSteps - WarmUpSteps));
        var fraction = Schedule switch
        {
            Schedule.Linear => 1 - progress,
            Schedule.Cosine => 0.5 * (1 + Math.Cos(Math.PI * progress)),
            _ => 1.0,
        };
        return LearningRate * (Schedule == Schedule.Constant ? 1 : FinalFraction + (1 - FinalFraction) * fraction);
    }

    internal void Validate(string owner)
    {
        OptionCheck.Positive($"{owner}.{nameof(LearningRate)}", LearningRate);
        OptionCheck.Require(Beta1 is >= 0 and < 1, $"{owner}.{nameof(Beta1)}", Beta1, "in [0, 1)");
        OptionCheck.Require(Beta2 is >= 0 and < 1, $"{owner}.{nameof(Beta2)}", Beta2, "in [0, 1)");
        OptionCheck.Positive($"{owner}.{nameof(Epsilon)}", Epsilon);
        OptionCheck.NotNegative($"{owner}.{nameof(WeightDecay)}", WeightDecay);
        OptionCheck.Positive($"{owner}.{nameof(MaxGradientNorm)}", MaxGradientNorm);
        OptionCheck.Require(WarmUpSteps >= 0, $"{owner}.{nameof(WarmUpSteps)}", WarmUpSteps, "at least 0");
        OptionCheck.Share($"{owner}.{nameof(FinalFraction)}", FinalFraction);
        OptionCheck.Require(Enum.IsDefined(Schedule), $"{owner}.{nameof(Schedule)}", Schedule, "Constant, Linear or Cosine");
    }
}
