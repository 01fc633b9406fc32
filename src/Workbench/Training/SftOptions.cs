namespace Workbench.Training;

/// <summary>Supervised fine-tuning on responses, or pre-training where the prompt is only a start token.</summary>
public sealed record SftOptions
{
    /// <summary>Examples an update; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Examples a forward pass, to save memory: gradients are summed over the passes of an update. Null takes the whole batch.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>How often the data is gone through, if <see cref="Steps"/> is null; above 0.</summary>
    public double Epochs { get; init; } = 4;

    /// <summary>Updates; null takes what <see cref="Epochs"/> says.</summary>
    public int? Steps { get; init; }

    /// <summary>The optimizer; the recipe's 3e-4 falling to 0.</summary>
    public AdamWOptions Optimizer { get; init; } = new() { LearningRate = 3e-4, Schedule = Schedule.Linear };

    /// <summary>Checks every number.</summary>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public void Validate()
    {
        OptionCheck.AtLeastOne($"{nameof(SftOptions)}.{nameof(BatchSize)}", BatchSize);
        OptionCheck.AtLeastOne($"{nameof(SftOptions)}.{nameof(MicroBatchSize)}", MicroBatchSize);
        OptionCheck.Positive($"{nameof(SftOptions)}.{nameof(Epochs)}", Epochs);
        OptionCheck.AtLeastOne($"{nameof(SftOptions)}.{nameof(Steps)}", Steps);
        Optimizer.Validate($"{nameof(SftOptions)}.{nameof(Optimizer)}");
    }
}
