namespace Workbench.Training;

/// <summary>Training of a reward model: a language model's trunk with a scalar head.</summary>
public sealed record RewardModelOptions
{
    /// <summary>What the model learns from.</summary>
    public RewardLoss Loss { get; init; } = RewardLoss.Pairs;

    /// <summary>Prompts (with all their responses) an update; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Prompts a forward pass, to save memory: gradients are summed over the passes of an update. Null takes the whole batch.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>How often the data is gone through; above 0. More than one epoch overfits quickly.</summary>
    public double Epochs { get; init; } = 1;

    /// <summary>The optimizer of the trunk; slow, so that the final norm does not bound the scores (see the recipe).</summary>
    public AdamWOptions Optimizer { get; init; } = new() { LearningRate = 1e-4, Schedule = Schedule.Linear };

    /// <summary>The learning rate of the head; above 0. Other numbers as <see cref="Optimizer"/>.</summary>
    public double HeadLearningRate { get; init; } = 3e-3;

    /// <summary>Factor of the term that pulls the rewards of a pair to a sum of 0; at least 0.</summary>
    public double Centering { get; init; }

    /// <summary>Whether the difference of the ratings of a pair is the margin by which the better one should win.</summary>
    public bool RatingMargin { get; init; }

    /// <summary>Checks every number.</summary>
    /// <param name="owner">What messages call the options: a type, or a key of the configuration.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public void Validate(string owner = nameof(RewardModelOptions))
    {
        OptionCheck.Require(Enum.IsDefined(Loss), $"{owner}.{nameof(Loss)}", Loss, "Pairs, AllPairs, Ratings or Labels");
        OptionCheck.AtLeastOne($"{owner}.{nameof(BatchSize)}", BatchSize);
        OptionCheck.AtLeastOne($"{owner}.{nameof(MicroBatchSize)}", MicroBatchSize);
        OptionCheck.Positive($"{owner}.{nameof(Epochs)}", Epochs);
        OptionCheck.Positive($"{owner}.{nameof(HeadLearningRate)}", HeadLearningRate);
        OptionCheck.NotNegative($"{owner}.{nameof(Centering)}", Centering);
        Optimizer.Validate($"{owner}.{nameof(Optimizer)}");
    }
}
