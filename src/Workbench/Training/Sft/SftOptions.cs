namespace Workbench.Training;

/// <summary>Supervised fine-tuning on responses, or pre-training where the prompt is only a start token.</summary>
public sealed record SftOptions
{
    /// <summary>Examples an update, or packed rows where <see cref="PackedLength"/> is set; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Examples or rows a forward pass, to save memory: gradients are summed over the passes of an update. Null takes the whole batch.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>
    /// Tokens of a row that several examples share, packed by <see cref="Packing.BestFit"/> so that nothing is spent on padding; an example sees
    /// only itself, so the loss is that of padded ones. For decoder-only models. Null gives each example a row of its own.
    /// </summary>
    public int? PackedLength { get; init; }

    /// <summary>How often the data is gone through, if <see cref="Steps"/> is null; above 0.</summary>
    public double Epochs { get; init; } = 4;

    /// <summary>Updates; null takes what <see cref="Epochs"/> says.</summary>
    public int? Steps { get; init; }

    /// <summary>
    /// Updates between two measurements on held-out examples, the last update always among them; the weights of the lowest loss are kept
    /// (<see cref="SftTrainer.LoadBest"/>). Null never measures.
    /// </summary>
    public int? EvaluateEvery { get; init; }

    /// <summary>The optimizer; the recipe's 3e-4 falling to 0.</summary>
    public AdamWOptions Optimizer { get; init; } = new() { LearningRate = 3e-4, Schedule = Schedule.Linear };

    /// <summary>Checks every number.</summary>
    /// <param name="owner">What messages call the options: a type, or a key of the configuration.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public void Validate(string owner = nameof(SftOptions))
    {
        OptionCheck.AtLeastOne($"{owner}.{nameof(BatchSize)}", BatchSize);
        OptionCheck.AtLeastOne($"{owner}.{nameof(MicroBatchSize)}", MicroBatchSize);
        OptionCheck.AtLeastOne($"{owner}.{nameof(PackedLength)}", PackedLength);
        OptionCheck.Positive($"{owner}.{nameof(Epochs)}", Epochs);
        OptionCheck.AtLeastOne($"{owner}.{nameof(Steps)}", Steps);
        OptionCheck.AtLeastOne($"{owner}.{nameof(EvaluateEvery)}", EvaluateEvery);
        Optimizer.Validate($"{owner}.{nameof(Optimizer)}");
    }
}
