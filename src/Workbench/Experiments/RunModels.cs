namespace Workbench.Experiments;

/// <summary>The model that a run has come to.</summary>
public static class RunModels
{
    // What a run makes last comes first; PPO without the penalty is there to be compared with.
    private static readonly string[] Order = ["ppo", "grpo", "rloo", "online-dpo", "dpo", "sft", "ppo-no-kl"];

    /// <summary>
    /// The model's folder where a run folder is named: that of its last stage, or of a run that is not finished its best measured or last checkpoint.
    /// Any other folder is taken as it is.
    /// </summary>
    /// <exception cref="WorkbenchException">It is a run folder without a language model.</exception>
    public static string Latest(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "environment.json")) || !File.Exists(Path.Combine(folder, "config.json")))
        {
            return folder;
        }

        return Named(Path.Combine(folder, "models"))
            ?? (Named(Path.Combine(folder, "checkpoints")) is { } stage ? Checkpoint(stage) : null)
            ?? throw new WorkbenchException(
                $"{folder}: this run has no language model yet, neither in models nor in checkpoints; expected a run of {string.Join(", ", Order)} with a finished stage or a checkpoint.");
    }

    private static string? Named(string parent) => Order.Select(name => Path.Combine(parent, name)).FirstOrDefault(Directory.Exists);

    private static string? Checkpoint(string stage) => Directory.GetDirectories(stage)
        .Select(folder => (Folder: folder, Step: Path.GetFileName(folder) is var name && name == "best" ? int.MaxValue : int.TryParse(name, out var step) ? step : 0))
        .Where(checkpoint => checkpoint.Step > 0)
        .OrderByDescending(checkpoint => checkpoint.Step)
        .Select(checkpoint => checkpoint.Folder)
        .FirstOrDefault();
}
