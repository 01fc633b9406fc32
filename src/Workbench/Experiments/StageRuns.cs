using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Machine;
using Workbench.Rewards;

namespace Workbench.Experiments;

/// <summary>The stages of an experiment that can run alone, on the bundled data or on files.</summary>
public static class StageRuns
{
    /// <summary>Supervised fine-tuning; the model is in models/sft afterwards.</summary>
    public static StageRun<SftConfig> Sft { get; } = new(
        new SftConfig(),
        config => config with { Model = Full(config.Model ?? BundledModel()), Data = Full(config.Data) },
        (context, config) => SftStage.Run(
            context, config.Sft, Load(context, config, config.Model!),
            config.Data is { } file
                ? Only(DataSplit.Train, file, ConversationSet.Read(file), conversation => conversation.Split)
                : SftStage.Bundled(context, config.Sft)));

    /// <summary>A reward model on preferences; it is in models/reward afterwards.</summary>
    public static StageRun<RewardConfig> Reward { get; } = new(
        new RewardConfig(),
        config => config with { Model = Full(config.Model ?? BundledModel()), Data = Full(config.Data) },
        TrainReward);

    /// <summary>PPO from a fine-tuned model, which stays as the reference; the model is in models/ppo afterwards.</summary>
    public static StageRun<PpoConfig> Ppo { get; } = new(
        new PpoConfig(),
        config => config with { Model = Full(config.Model), RewardModel = Full(config.RewardModel), Data = Full(config.Data) },
        (context, config) => PpoStage.Run(
            context, QuickExperiment.Stages.Ppo, "PPO", config.Ppo, Load(context, config, config.Model!),
            LearnedRewardModel.Load(config.RewardModel!, context.Device),
            config.Data is { } file
                ? [.. Only(DataSplit.Train, file, PromptSet.Read(file), prompt => prompt.Split).Select(prompt => prompt.Message)]
                : PpoStage.Bundled(context, config.Ppo)));

    /// <summary>Two models on the same prompts with the same luck; results.json holds what came out.</summary>
    public static StageRun<CompareConfig> Compare { get; } = new(
        new CompareConfig(),
        config => config with
        {
            Model = Full(config.Model), After = Full(config.After), RewardModel = Full(config.RewardModel), Data = Full(config.Data),
        },
        (context, config) => CompareStage.Run(
            context, config.Compare,
            config.Data is { } file
                ? Only(config.EvaluateOn, file, PromptSet.Read(file), prompt => prompt.Split)
                : CompareStage.Bundled(context, config.Compare, config.EvaluateOn),
            [("before", Load(context, config, config.Model!)), ("after", Load(context, config, config.After!))], reference: "before",
            LearnedRewardModel.Load(config.RewardModel!, context.Device), rewardResults: null));

    /// <summary>The folder of the bundled pre-trained model.</summary>
    public static string BundledModel() => Path.Combine(DataFolder.Find().Root, "tiny-gpt2");

    private static IEnumerable<ExperimentEvent> TrainReward(RunContext context, RewardConfig config)
    {
        var preferences = config.Data is { } file ? PreferenceSet.Read(file) : BundledPreferences();
        var train = Only(DataSplit.Train, config.Data ?? "the bundled preferences", preferences, preference => preference.Split);
        Preference[] fresh = [.. preferences.Where(preference => preference.Split != DataSplit.Train)];
        var trunk = Load(context, config, config.Model!);
        // The preferred replies set the scale.
        Completion[] scale = [.. train.Take(config.Reward.ScaleSamples).Select(preference => new Completion(
            preference.Message, preference.Chosen, trunk.Layout.Prompt(preference.Message), trunk.Layout.Reply(preference.Chosen), Ended: true))];
        return RewardStage.Run(context, config.Reward, trunk, new RewardPairs(Pairs(train), Pairs(fresh), []), scale);
    }

    private static IReadOnlyList<Preference> BundledPreferences()
    {
        var folder = DataFolder.Find().Preferences;
        return
        [
            .. PreferenceSet.Read(Path.Combine(folder, "pairs-train.jsonl")),
            .. PreferenceSet.Read(Path.Combine(folder, "pairs-validation.jsonl")),
        ];
    }

    private static Chatbot Load(RunContext context, StageConfig config, string model) =>
        Chatbot.Load(model, config.PromptTokens, config.ReplyTokens, context.Device);

    private static ReplyPair[] Pairs(IEnumerable<Preference> preferences)
    {
        var gold = new GoldScorer();
        return [.. preferences.Select(preference => new ReplyPair(
            preference.Topic, preference.Message, preference.Chosen, true, preference.Rejected, true, preference.Rater,
            gold.Score(preference.Message, preference.Chosen).Value - gold.Score(preference.Message, preference.Rejected).Value))];
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    // Nothing trains on what measures, and nothing is measured on what trained.
    private static IReadOnlyList<TRecord> Only<TRecord>(
        DataSplit split, string file, IReadOnlyList<TRecord> records, Func<TRecord, DataSplit> splitOf) =>
        records.Where(record => splitOf(record) == split).ToArray() is { Length: > 0 } kept
            ? kept
            : throw new WorkbenchException(
                $"{file}: has no record of the split {split.ToString().ToLowerInvariant()}; those that it has are of {string.Join(" and ", records.Select(splitOf).Distinct().Order()).ToLowerInvariant()}.");
}
