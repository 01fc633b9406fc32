using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>PPO.</summary>
public sealed record PpoStageOptions : PolicyStageOptions
{
    /// <summary>What estimates the values.</summary>
    public CriticChoice Critic { get; init; }

    /// <summary>
    /// A critic that an earlier run saved, such as its folder models/ppo-critic, to go on with instead; null takes what <see cref="Critic"/> says.
    /// </summary>
    public string? CriticModel { get; init; }

    /// <summary>The trainer's options; the length limit and the special tokens are filled in from the layout.</summary>
    public PpoOptions Training { get; init; } = new()
    {
        Generation = new() { MaxNewTokens = 48, EndIds = [], PadId = 0 },
        Optimizer = new() { LearningRate = 5e-5, WarmUpSteps = 80, Schedule = Schedule.Linear },
    };

    /// <summary>The same with the trainer's options of a reference implementation; what it does not say of the length of a run stays.</summary>
    /// <param name="preset">One of <see cref="PpoPresets.Names"/>.</param>
    /// <exception cref="WorkbenchException">There is no such preset.</exception>
    public PpoStageOptions WithPreset(string preset) => this with
    {
        Training = PpoPresets.ByName(preset, Training.Generation) with { Iterations = Training.Iterations },
    };

    internal void Validate()
    {
        Validate("ppo");
        Training.Validate("ppo.training");
    }
}
