using System.Text.Json.Nodes;

namespace Workbench.Experiments;

/// <summary>A run that compared its models, as its folder tells of it.</summary>
internal sealed class FinishedRun
{
    private readonly Dictionary<string, RunSample[]> replies;

    private FinishedRun(string folder, JsonObject config, ComparisonResults results, Dictionary<string, RunSample[]> replies)
    {
        Folder = folder;
        Config = config;
        Results = results;
        this.replies = replies;
    }

    /// <summary>Its folder, as it was named.</summary>
    public string Folder { get; }

    /// <summary>Every option.</summary>
    public JsonObject Config { get; }

    /// <summary>What it found.</summary>
    public ComparisonResults Results { get; }

    /// <summary>Its seed.</summary>
    public ulong Seed => (ulong)Config["seed"]!;

    /// <summary>Whether it trained the reward model that judges its replies.</summary>
    public bool TrainedReward { get; private init; }

    /// <summary>What its models were asked, in order.</summary>
    public IEnumerable<string> Prompts => replies[Results.Models[0].Model].Select(reply => reply.Prompt);

    /// <summary>Each pair of models with its metrics, in words.</summary>
    public IReadOnlyList<string> Pairs =>
        [.. Results.Comparisons.Select(pair => $"{pair.After} against {pair.Before} ({string.Join(", ", pair.Metrics.Select(metric => metric.Metric))})")];

    /// <summary>A metric of every reply of a model, in the order of the prompts.</summary>
    public double[] Scores(string model, string metric) => [.. replies[model].Select(reply => reply.Scores[metric])];

    /// <summary>Reads a folder.</summary>
    /// <exception cref="WorkbenchException">It holds no finished comparison, or a file of it is damaged.</exception>
    public static FinishedRun Read(string folder)
    {
        var run = RunFolder.Open(folder);
        if (!File.Exists(run.Path(ComparisonResults.FileName)))
        {
            throw new WorkbenchException($"{folder}: has no {ComparisonResults.FileName}; expected a finished run of an experiment or a comparison.");
        }

        var (config, results) = (run.ReadJson<JsonObject>("config.json"), run.ReadJson<ComparisonResults>(ComparisonResults.FileName));
        var replies = run.Samples().Where(sample => sample.Stage == QuickExperiment.Stages.Compare)
            .GroupBy(sample => sample.Model).ToDictionary(model => model.Key, model => model.ToArray());
        if (results.Models.FirstOrDefault(model => replies.GetValueOrDefault(model.Model)?.Length != results.Prompts) is { Model: var lacking })
        {
            throw new WorkbenchException($"{folder}: samples.jsonl does not hold the {results.Prompts} replies of {lacking} that {ComparisonResults.FileName} tells of.");
        }

        return config["seed"] is JsonValue seed && seed.TryGetValue<ulong>(out _)
            ? new FinishedRun(folder, config, results, replies) { TrainedReward = Directory.Exists(run.Path("models", QuickExperiment.Stages.Reward)) }
            : throw new WorkbenchException($"{run.Path("config.json")}: the key seed is not a number.");
    }
}
