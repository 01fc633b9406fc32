using System.Text.Json.Nodes;
using Workbench.Evaluation;

namespace Workbench.Experiments;

/// <summary>What several runs say together that differ in their seed alone: what the method does, not what one seed did; seeds.json.</summary>
/// <param name="Runs">The folders of the runs, in the order given.</param>
/// <param name="Seeds">Their seeds.</param>
/// <param name="Questions">Each pair of models that every run compared.</param>
public sealed record SeedStudy(IReadOnlyList<string> Runs, IReadOnlyList<ulong> Seeds, IReadOnlyList<SeedQuestion> Questions)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "seeds.json";

    // What may differ between runs of one method: where they ran, and the models that each trained for itself.
    private static readonly HashSet<string> OwnKeys = ["seed", "device", "threads", "model", "others", "rewardModel"];

    /// <summary>Reads finished runs.</summary>
    /// <param name="folders">Of experiments or comparisons, at least two.</param>
    /// <param name="resamples">Bootstrap resamples, at least 100.</param>
    /// <exception cref="WorkbenchException">
    /// A folder holds no finished run, two runs have the same seed, or they differ in another option; the message says which.
    /// </exception>
    public static SeedStudy Of(IReadOnlyList<string> folders, int resamples = 10_000)
    {
        if (folders.Count < 2)
        {
            throw new WorkbenchException($"Expected the folders of at least two finished runs that differ in their seed; found {folders.Count}.");
        }

        FinishedRun[] runs = [.. folders.Select(FinishedRun.Read)];
        foreach (var run in runs.Skip(1))
        {
            RequireAlike(runs[0], run);
        }

        if (runs.GroupBy(run => run.Seed).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new WorkbenchException($"{string.Join(" and ", twice.Select(run => run.Folder))} have the same seed {twice.Key}; expected runs of different seeds.");
        }

        return new SeedStudy(
            [.. runs.Select(run => run.Folder)], [.. runs.Select(run => run.Seed)],
            [.. runs[0].Results.Comparisons.Select(pair => Question(runs, pair, resamples))]);
    }

    private static SeedQuestion Question(FinishedRun[] runs, ModelComparison pair, int resamples)
    {
        // A reward model that each run trained for itself has a scale of its own in each.
        var ownScale = runs.Any(run => run.TrainedReward);
        var samePrompts = runs.All(run => run.Prompts.SequenceEqual(runs[0].Prompts));
        return new SeedQuestion(pair.Before, pair.After, [.. pair.Metrics
            .Where(metric => !(ownScale && metric.Metric == ReplyMetric.LearnedReward))
            .Select(metric => SeedComparison.Compare(
                metric.Metric,
                [.. runs.Select(run => new SeedScores(run.Seed, run.Scores(pair.Before, metric.Metric), run.Scores(pair.After, metric.Metric)))],
                metric.Options with { Resamples = resamples },
                samePrompts, metric.IsShare))]);
    }

    private static void RequireAlike(FinishedRun first, FinishedRun other)
    {
        string[] keys = [.. Differing("", first.Config, other.Config).Where(key => !OwnKeys.Contains(key)).Distinct().Take(4)];
        if (keys.Length > 0)
        {
            throw new WorkbenchException($"{first.Folder} and {other.Folder} differ in {string.Join(", ", keys)}; expected runs that differ in their seed alone.");
        }

        if (!first.Pairs.SequenceEqual(other.Pairs))
        {
            throw new WorkbenchException(
                $"{first.Folder} compares {string.Join(", ", first.Pairs)}, {other.Folder} compares {string.Join(", ", other.Pairs)}; expected the same models and metrics in all.");
        }
    }

    private static IEnumerable<string> Differing(string key, JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => a.Select(pair => pair.Key).Union(b.Select(pair => pair.Key))
            .SelectMany(inner => Differing(key.Length == 0 ? inner : $"{key}.{inner}", a[inner], b[inner])),
        _ => JsonNode.DeepEquals(one, other) ? [] : [key],
    };
}

/// <summary>Two models over all seeds.</summary>
/// <param name="Before">The first model.</param>
/// <param name="After">The second one.</param>
/// <param name="Metrics">One comparison a metric.</param>
public sealed record SeedQuestion(string Before, string After, IReadOnlyList<SeedComparison> Metrics);
