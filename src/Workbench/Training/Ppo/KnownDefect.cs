namespace Workbench.Training;

/// <summary>Something that a reference implementation gets wrong, as an option here, so that a lesson can switch it on and see what it does.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Where">Which implementation has it.</param>
/// <param name="Option">The option, and the value that brings the defect back.</param>
/// <param name="Effect">What it does to a training.</param>
/// <param name="Evidence">How it is known: a measured number, an issue, a line of code.</param>
public sealed record KnownDefect(string Name, string Where, string Option, string Effect, string Evidence)
{
    /// <summary>Brings the defect into a PPO training; null where it belongs to something else that the caller makes.</summary>
    public Func<PpoOptions, PpoOptions>? Switch { get; init; }

    /// <summary>The presets of <see cref="PpoPresets"/> that have it.</summary>
    public IReadOnlyList<string> Presets { get; init; } = [];
}
