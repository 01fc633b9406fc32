using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>Training on groups of responses: GRPO, RLOO or online DPO.</summary>
public sealed record GroupStageOptions : PolicyStageOptions
{
    /// <summary>The trainer's options; the length limit and the special tokens are filled in from the layout.</summary>
    public GroupOptions Training { get; init; } = new()
    {
        Generation = new() { MaxNewTokens = 48, EndIds = [], PadId = 0 },
        Optimizer = new() { LearningRate = 5e-5, WarmUpSteps = 40, Schedule = Schedule.Linear },
    };

    /// <summary>The defaults of an algorithm. beta was chosen on validation prompts, for rewards whose standard deviation is 1.</summary>
    internal static GroupStageOptions Of(GroupAlgorithm algorithm)
    {
        var options = new GroupStageOptions();
        return options with
        {
            Training = options.Training with { Algorithm = algorithm, KlCoefficient = algorithm == GroupAlgorithm.OnlineDpo ? 2 : 0.3 },
        };
    }

    internal void Validate()
    {
        Validate("group");
        Training.Validate("group.training");
    }
}
