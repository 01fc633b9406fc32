using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Machine;
using Workbench.Rewards;
using Workbench.Training;

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
            Messages(context, config.Data, config.Ppo.Prompts)));

    /// <summary>GRPO from a fine-tuned model, which stays as the reference; the model is in models/grpo afterwards.</summary>
    public static StageRun<GroupConfig> Grpo { get; } = Groups(GroupAlgorithm.Grpo);

    /// <summary>RLOO from a fine-tuned model, which stays as the reference; the model is in models/rloo afterwards.</summary>
    public static StageRun<GroupConfig> Rloo { get; } = Groups(GroupAlgorithm.Rloo);

    /// <summary>DPO on the policy's own replies, compared by a reward model; the model is in models/online-dpo afterwards.</summary>
    public static StageRun<GroupConfig> OnlineDpo { get; } = Groups(GroupAlgorithm.OnlineDpo);

    /// <summary>DPO on comparisons that exist already; the model is in models/dpo afterwards.</summary>
    public static StageRun<DpoConfig> Dpo { get; } = new(
        new DpoConfig(),
        config => config with { Model = Full(config.Model), Data = Full(config.Data) },
        TrainDpo);

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

    private static StageRun<GroupConfig> Groups(GroupAlgorithm algorithm)
    {
        var options = new GroupStageOptions();
        return new(
            new GroupConfig
            {
                Group = options with
                {
                    Training = options.Training with { Algorithm = algorithm, KlCoefficient = algorithm == GroupAlgorithm.OnlineDpo ? 0.1 : 0.05 },
                },
            },
            config => config with { Model = Full(config.Model), RewardModel = Full(config.RewardModel), Data = Full(config.Data) },
            (context, config) => GroupStage.Run(
                context, config.Group, Load(context, config, config.Model!), LearnedRewardModel.Load(config.RewardModel!, context.Device),
                Messages(context, config.Data, config.Group.Prompts)));
    }

    private static IEnumerable<ExperimentEvent> TrainDpo(RunContext context, DpoConfig config)
    {
        var preferences = config.Data is { } file ? PreferenceSet.Read(file) : BundledPreferences();
        var train = Only(DataSplit.Train, config.Data ?? "the bundled preferences", preferences, preference => preference.Split);
        var policy = Load(context, config, config.Model!);
        RatedResponses[] Rated(IEnumerable<Preference> some) => [.. some.Select(preference => RatedResponses.Pair(
            policy.Layout.Prompt(preference.Message), policy.Layout.Reply(preference.Chosen), policy.Layout.Reply(preference.Rejected)))];
        return DpoStage.Run(
            context, config.Dpo, policy, Rated(train), Rated(preferences.Where(preference => preference.Split != DataSplit.Train)));
    }

    private static IReadOnlyList<string> Messages(RunContext context, string? file, int count) => file is null
        ? PpoStage.Bundled(context, count)
        : [.. Only(DataSplit.Train, file, PromptSet.Read(file), prompt => prompt.Split).Select(prompt => prompt.Message)];

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
