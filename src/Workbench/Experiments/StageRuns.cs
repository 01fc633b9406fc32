using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Machine;
using Workbench.Rewards;
using Workbench.Text;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>The stages of an experiment that can run alone, on the bundled data or on one's own.</summary>
public static class StageRuns
{
    /// <summary>Supervised fine-tuning; the model is in models/sft afterwards.</summary>
    public static StageRun<SftConfig> Sft { get; } = new(
        new SftConfig(), config => (SftConfig)(config with { Model = config.Model ?? BundledModel() }).Resolve(), TrainSft);

    /// <summary>A reward model on preferences; it is in models/reward afterwards.</summary>
    public static StageRun<RewardConfig> Reward { get; } = new(
        new RewardConfig(), config => (RewardConfig)(config with { Model = config.Model ?? BundledModel() }).Resolve(), TrainReward);

    /// <summary>PPO from a fine-tuned model, which stays as the reference; the model is in models/ppo afterwards.</summary>
    public static StageRun<PpoConfig> Ppo { get; } = new(
        new PpoConfig(), config => (PpoConfig)config.Resolve(),
        (context, config) => PpoStage.Run(
            context, QuickExperiment.Stages.Ppo, "PPO", config.Ppo,
            Inputs(context, config, config.Ppo.Prompts, config.Ppo.EvaluateEvery is null ? 0 : config.Ppo.EvaluationPrompts)));

    /// <summary>GRPO from a fine-tuned model, which stays as the reference; the model is in models/grpo afterwards.</summary>
    public static StageRun<GroupConfig> Grpo { get; } = Groups(GroupAlgorithm.Grpo);

    /// <summary>RLOO from a fine-tuned model, which stays as the reference; the model is in models/rloo afterwards.</summary>
    public static StageRun<GroupConfig> Rloo { get; } = Groups(GroupAlgorithm.Rloo);

    /// <summary>DPO on the policy's own replies, compared by a reward model; the model is in models/online-dpo afterwards.</summary>
    public static StageRun<GroupConfig> OnlineDpo { get; } = Groups(GroupAlgorithm.OnlineDpo);

    /// <summary>DPO on comparisons that exist already; the model is in models/dpo afterwards.</summary>
    public static StageRun<DpoConfig> Dpo { get; } = new(new DpoConfig(), config => (DpoConfig)config.Resolve(), TrainDpo);

    /// <summary>Several models on the same prompts with the same luck; results.json holds what came out.</summary>
    public static StageRun<CompareConfig> Compare { get; } = new(new CompareConfig(), config => (CompareConfig)config.Resolve(), CompareModels);

    /// <summary>The folder of the bundled pre-trained model.</summary>
    public static string BundledModel() => Path.Combine(DataFolder.Find().Root, "tiny-gpt2");

    private static StageRun<GroupConfig> Groups(GroupAlgorithm algorithm) => new(
        new GroupConfig { Group = GroupStageOptions.Of(algorithm) }, config => (GroupConfig)config.Resolve(),
        (context, config) => GroupStage.Run(
            context, config.Group,
            Inputs(context, config, config.Group.Prompts, config.Group.EvaluateEvery is null ? 0 : config.Group.EvaluationPrompts)));

    private static PolicyInputs Inputs(RunContext context, PolicyConfig config, int prompts, int evaluationPrompts)
    {
        var policy = Load(context, config);
        var (messages, measured) = config.Data is null
            ? (PpoStage.Bundled(context, prompts), PpoStage.BundledEvaluation(context, evaluationPrompts))
            : Messages(context, config, policy.Layout, evaluationPrompts);
        return new PolicyInputs(
            policy, config.Model!, RunReward.Load(config.AllRewards, policy, context.Device), config.FirstRewardModel, messages, measured, config.Data is null);
    }

    private static (IReadOnlyList<string> Messages, IReadOnlyList<string> Measured) Messages(
        RunContext context, PolicyConfig config, DialogueLayout layout, int evaluationPrompts)
    {
        var data = RunData.Prompts(context, config);
        string[] Texts(Prompt prompt) => [prompt.Message];
        string[] messages = [.. data.Train(layout, Texts, holdOut: evaluationPrompts > 0).Select(prompt => prompt.Message)];
        string[] measured = [.. data.Measure(layout, Texts).Take(evaluationPrompts).Select(prompt => prompt.Message)];
        return measured.Length > 0 || evaluationPrompts == 0
            ? (messages, measured)
            : throw NothingToMeasureOn(config, "evaluateEvery");
    }

    private static WorkbenchException NothingToMeasureOn(StageConfig config, string key) => new(
        $"{config.Data}: has no record of the split validation to measure on; leave {key} out, or give the data such records or a larger heldOutShare.");

    private static IEnumerable<ExperimentEvent> TrainSft(RunContext context, SftConfig config)
    {
        var bot = Load(context, config);
        var measures = config.Sft.Training.EvaluateEvery is not null;
        if (config.Data is null)
        {
            return SftStage.Run(
                context, config.Sft, bot, SftStage.Bundled(context, config.Sft), measures ? SftStage.BundledEvaluation(context, config.Sft) : []);
        }

        var data = RunData.Conversations(context, config);
        string[] Texts(Conversation conversation) => [conversation.Message, conversation.Reply];
        var (train, heldOut) = (data.Train(bot.Layout, Texts, holdOut: measures), measures ? data.Measure(bot.Layout, Texts) : []);
        return !measures || heldOut.Count > 0
            ? SftStage.Run(context, config.Sft, bot, train, heldOut, data.Note)
            : throw NothingToMeasureOn(config, "sft.training.evaluateEvery");
    }

    private static IEnumerable<ExperimentEvent> TrainDpo(RunContext context, DpoConfig config)
    {
        var policy = Load(context, config);
        var (train, fresh, _) = Preferences(context, config, policy.Layout);
        RatedResponses[] Rated(IEnumerable<Preference> some) => [.. some.Select(preference => RatedResponses.Pair(
            policy.Layout.Prompt(preference.Message), policy.Layout.Reply(preference.Chosen), policy.Layout.Reply(preference.Rejected)))];
        return DpoStage.Run(context, config.Dpo, policy, Rated(train), Rated(fresh));
    }

    private static IEnumerable<ExperimentEvent> TrainReward(RunContext context, RewardConfig config)
    {
        var trunk = Load(context, config);
        var (train, fresh, isBundled) = Preferences(context, config, trunk.Layout);
        // The preferred replies set the scale.
        Completion[] scale = [.. train.Take(config.Reward.ScaleSamples).Select(preference => new Completion(
            preference.Message, preference.Chosen, trunk.Layout.Prompt(preference.Message), trunk.Layout.Reply(preference.Chosen), Ended: true))];
        return RewardStage.Run(context, config.Reward, trunk, new RewardPairs(Pairs(train, isBundled), Pairs(fresh, isBundled), []), scale);
    }

    private static (IReadOnlyList<Preference> Train, IReadOnlyList<Preference> Fresh, bool IsBundled) Preferences(
        RunContext context, StageConfig config, DialogueLayout layout)
    {
        if (config.Data is null)
        {
            var folder = DataFolder.Find().Preferences;
            return (PreferenceSet.Read(Path.Combine(folder, "pairs-train.jsonl")), PreferenceSet.Read(Path.Combine(folder, "pairs-validation.jsonl")), true);
        }

        var data = RunData.Preferences(context, config);
        string[] Texts(Preference preference) => [preference.Message, preference.Chosen, preference.Rejected];
        return (data.Train(layout, Texts, holdOut: true), data.Measure(layout, Texts, split: null), false);
    }

    private static IEnumerable<ExperimentEvent> CompareModels(RunContext context, CompareConfig config)
    {
        var names = ModelNames.Of(config.AllModels);
        (string Name, Chatbot Bot)[] models = [.. config.AllModels.Zip(names, (folder, name) => (name, Load(context, config, folder)))];
        if (models.FirstOrDefault(model => !LearnedRewardModel.IsSame(model.Bot.Tokenizer, models[0].Bot.Tokenizer)) is { Name: { } odd })
        {
            throw new WorkbenchException($"{odd} and {names[0]} have different tokenizers, so that no KL between them can be measured; expected models of one tokenizer.");
        }

        string[] Texts(Prompt prompt) => [prompt.Message];
        var prompts = config.Data is null
            ? CompareStage.Bundled(context, config.Compare, config.EvaluateOn)
            : [.. RunData.Prompts(context, config).Only(config.EvaluateOn, [.. models.Select(model => model.Bot.Layout)], Texts).Take(config.Compare.Prompts)];
        return CompareStage.Run(
            context, config.Compare, prompts, models, reference: names[0], RunReward.Load(config.AllRewards, models[0].Bot, context.Device, config.Measures), rewardResults: null,
            isBundled: config.Data is null);
    }

    private static Chatbot Load(RunContext context, StageConfig config, string? model = null) => Chatbot.Load(
        model ?? config.Model!, config.PromptTokens, config.ReplyTokens, context.Device, form: config.Layout,
        template: config.Template is { } template ? new PromptTemplate(template) : null);

    private static ReplyPair[] Pairs(IEnumerable<Preference> preferences, bool isBundled)
    {
        var gold = new GoldScorer();
        return [.. preferences.Select(preference => new ReplyPair(
            preference.Topic, preference.Message, preference.Chosen, true, preference.Rejected, true, preference.Rater,
            isBundled ? gold.Score(preference.Message, preference.Chosen).Value - gold.Score(preference.Message, preference.Rejected).Value : 0))];
    }
}
