using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Machine;
using Workbench.Rewards;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>Single stages as runs of their own, on the bundled data or on files. Each writes a run folder like that of the whole experiment.</summary>
public static class StageRuns
{
    /// <summary>Supervised fine-tuning; the model is in models/sft afterwards.</summary>
    public static (RunFolder Folder, IEnumerable<ExperimentEvent> Events) Sft(string folder, SftConfig config, CancellationToken stop = default)
    {
        var model = config.Model ?? BundledModel();
        var demonstrations = config.Data is { } file ? ConversationSet.Read(file) : null;
        RequireData(config.Data, demonstrations?.Count);
        var context = Begin(folder, config with { Model = model }, stop);
        return (context.Folder, SftStage.Run(context, config.Sft, Load(config, model), demonstrations ?? SftStage.Bundled(context, config.Sft)));
    }

    /// <summary>A reward model on preferences; it is in models/reward afterwards.</summary>
    public static (RunFolder Folder, IEnumerable<ExperimentEvent> Events) Reward(string folder, RewardConfig config, CancellationToken stop = default)
    {
        var model = config.Model ?? BundledModel();
        var preferences = config.Data is { } file ? PreferenceSet.Read(file) : BundledPreferences();
        var train = preferences.Where(preference => preference.Split == DataSplit.Train).ToArray();
        var fresh = preferences.Where(preference => preference.Split != DataSplit.Train).ToArray();
        RequireData(config.Data, train.Length);
        var context = Begin(folder, config with { Model = model }, stop);
        var trunk = Load(config, model);
        // The preferred replies set the scale.
        Completion[] scale = [.. train.Take(config.Reward.ScaleSamples).Select(preference => new Completion(
            preference.Message, preference.Chosen, trunk.Layout.Prompt(preference.Message), trunk.Layout.Reply(preference.Chosen), Ended: true))];
        return (context.Folder, RewardStage.Run(context, config.Reward, trunk, new RewardPairs(Pairs(train), Pairs(fresh), []), scale));
    }

    /// <summary>PPO from a fine-tuned model, which stays as the reference; the model is in models/ppo afterwards.</summary>
    public static (RunFolder Folder, IEnumerable<ExperimentEvent> Events) Ppo(string folder, PpoConfig config, CancellationToken stop = default)
    {
        var model = Required(config.Model, "--model", "the folder of a fine-tuned model, such as runs/NAME/models/sft");
        var rewardModel = Required(config.RewardModel, "--reward", "the folder of a reward model, such as runs/NAME/models/reward");
        var messages = config.Data is { } file ? PromptSet.Read(file).Select(prompt => prompt.Message).ToArray() : null;
        RequireData(config.Data, messages?.Length);
        var context = Begin(folder, config, stop);
        return (context.Folder, PpoStage.Run(
            context, QuickExperiment.Stages.Ppo, "PPO", config.Ppo, Load(config, model),
            LearnedRewardModel.Load(rewardModel, context.Device), messages ?? PpoStage.Bundled(context, config.Ppo)));
    }

    /// <summary>Two models on the same prompts with the same luck; results.json holds what came out.</summary>
    public static (RunFolder Folder, IEnumerable<ExperimentEvent> Events) Compare(string folder, CompareConfig config, CancellationToken stop = default)
    {
        var before = Required(config.Model, "--before", "a model folder");
        var after = Required(config.After, "--after", "a model folder");
        var rewardModel = Required(config.RewardModel, "--reward", "the folder of a reward model, such as runs/NAME/models/reward");
        var prompts = config.Data is { } file ? PromptSet.Read(file) : null;
        RequireData(config.Data, prompts?.Count);
        var context = Begin(folder, config, stop);
        return (context.Folder, CompareStage.Run(
            context, config.Compare, prompts ?? CompareStage.Bundled(context, config.Compare),
            [("before", Load(config, before)), ("after", Load(config, after))], reference: "before",
            LearnedRewardModel.Load(rewardModel, context.Device), rewardResults: null));
    }

    /// <summary>The folder of the bundled pre-trained model.</summary>
    public static string BundledModel() => Path.Combine(DataFolder.Find().Root, "tiny-gpt2");

    private static IReadOnlyList<Preference> BundledPreferences()
    {
        var folder = DataFolder.Find().Preferences;
        return
        [
            .. PreferenceSet.Read(Path.Combine(folder, "pairs-train.jsonl")),
            .. PreferenceSet.Read(Path.Combine(folder, "pairs-validation.jsonl")),
        ];
    }

    private static RunContext Begin<T>(string folder, T config, CancellationToken stop) where T : StageConfig
    {
        if (config.Threads < 1)
        {
            throw new WorkbenchException($"threads is {config.Threads}, expected at least 1.");
        }

        var run = RunFolder.Create(folder);
        set_num_threads(config.Threads);
        run.WriteJson("environment.json", MachineFacts.Collect());
        // Last: a folder with a configuration is a run that can be resumed.
        run.WriteJson("config.json", config);
        return new RunContext(run, config.Seed, device(config.Device), stop);
    }

    private static Chatbot Load(StageConfig config, string model) =>
        Chatbot.Load(model, config.PromptTokens, config.ReplyTokens, device(config.Device));

    private static ReplyPair[] Pairs(IEnumerable<Preference> preferences)
    {
        var gold = new GoldScorer();
        return [.. preferences.Select(preference => new ReplyPair(
            preference.Topic, preference.Message, preference.Chosen, true, preference.Rejected, true, preference.Rater,
            gold.Score(preference.Message, preference.Chosen).Value - gold.Score(preference.Message, preference.Rejected).Value))];
    }

    private static string Required(string? value, string option, string what) =>
        value ?? throw new WorkbenchException($"{option} is missing: expected {what}.");

    private static void RequireData(string? file, int? count)
    {
        if (count == 0)
        {
            throw new WorkbenchException($"{file}: holds nothing to work on, expected at least one record of the split train.");
        }
    }
}
