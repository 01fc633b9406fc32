using Workbench.Rlhf;

namespace Workbench.Training;

/// <summary>Direct preference optimization on comparisons that exist already; neither a reward model nor sampling is needed.</summary>
public sealed record DpoOptions
{
    /// <summary>beta: how strongly the policy is held to the reference; above 0.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>Which loss.</summary>
    public DpoVariant Variant { get; init; } = DpoVariant.Sigmoid;

    /// <summary>Probability that a comparison is the wrong way round, in [0, 0.5).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Factor of the mean negative log-probability of the chosen responses' tokens, which keeps these likely in themselves (RPO, Pang et al. 2024;
    /// TRL `rpo_alpha`); at least 0.
    /// </summary>
    public double SftCoefficient { get; init; }

    /// <summary>Pairs an update; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Pairs a forward pass with gradients; null takes the whole batch. The result does not depend on it.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>How often the data is gone through; above 0.</summary>
    public double Epochs { get; init; } = 1;

    /// <summary>The optimizer.</summary>
    public AdamWOptions Optimizer { get; init; } = new() { LearningRate = 5e-5, Schedule = Schedule.Linear };

    /// <summary>Whether to check before the first update that policy and reference agree.</summary>
    public bool CheckStart { get; init; } = true;

    /// <summary>Checks every number.</summary>
    /// <param name="owner">What messages call the options: a type, or a key of the configuration.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public void Validate(string owner = nameof(DpoOptions))
    {
        OptionCheck.Positive($"{owner}.{nameof(Beta)}", Beta);
        OptionCheck.Require(Enum.IsDefined(Variant), $"{owner}.{nameof(Variant)}", Variant, string.Join(", ", Enum.GetNames<DpoVariant>()));
        OptionCheck.Require(LabelSmoothing is >= 0 and < 0.5, $"{owner}.{nameof(LabelSmoothing)}", LabelSmoothing, "in [0, 0.5)");
        OptionCheck.NotNegative($"{owner}.{nameof(SftCoefficient)}", SftCoefficient);
        OptionCheck.AtLeastOne($"{owner}.{nameof(BatchSize)}", BatchSize);
        OptionCheck.AtLeastOne($"{owner}.{nameof(MicroBatchSize)}", MicroBatchSize);
        OptionCheck.Positive($"{owner}.{nameof(Epochs)}", Epochs);
        Optimizer.Validate($"{owner}.{nameof(Optimizer)}");
    }
}
