using Workbench.Hub;

namespace Workbench.Experiments;

/// <summary>Models as people name them: by their folder, by the run that trained them, or by their name on the Hub.</summary>
internal static class ModelPath
{
    private const string Reward = "reward";
    private const string Critic = "-critic";

    /// <summary>The full path of a model's folder.</summary>
    /// <param name="model">A folder, a run folder that holds one language model, or a name on the Hub; null stays null.</param>
    /// <exception cref="WorkbenchException">There is none, or there are several; the message says what to name.</exception>
    public static string? Full(string? model) => Full(model, name => name != Reward && !name.EndsWith(Critic, StringComparison.Ordinal));

    /// <summary>The same for a reward model.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static string? FullReward(string? model) => Full(model, name => name == Reward);

    /// <summary>The same for a critic with a model of its own.</summary>
    /// <exception cref="WorkbenchException">There is none, or there are several.</exception>
    public static string? FullCritic(string? model) => Full(model, name => name.EndsWith(Critic, StringComparison.Ordinal));

    private static string? Full(string? model, Func<string, bool> wanted)
    {
        if (model is null)
        {
            return null;
        }

        var folder = Path.GetFullPath(ModelFolder.Find(model));
        var inside = Path.Combine(folder, "models");
        if (!File.Exists(Path.Combine(folder, "environment.json")) || !Directory.Exists(inside))
        {
            return folder;
        }

        string[] names = [.. Directory.GetDirectories(inside).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        return names.Where(wanted).ToArray() is [var name]
            ? Path.Combine(inside, name)
            : throw new WorkbenchException($"{model}: a run folder with the models {string.Join(", ", names)}; name the one that is meant, such as {Path.Combine(model, "models", names.FirstOrDefault() ?? "sft")}.");
    }
}
