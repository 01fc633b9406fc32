using Workbench.Data;

namespace Workbench.Experiments;

/// <summary>
/// The main job on bundled data: a pre-trained model is fine-tuned on demonstrations, a reward model learns from raters' comparisons, PPO
/// follows it with and (in a side run) without the KL penalty, and all models answer the same held-out prompts.
/// </summary>
public sealed class QuickExperiment
{
    /// <summary>Names of the stages, in order.</summary>
    public static class Stages
    {
        /// <summary>Supervised fine-tuning.</summary>
        public const string Sft = "sft";

        /// <summary>Collecting comparisons.</summary>
        public const string Pairs = "pairs";

        /// <summary>The reward model.</summary>
        public const string Reward = "reward";

        /// <summary>PPO with the KL penalty.</summary>
        public const string Ppo = "ppo";

        /// <summary>PPO without the penalty.</summary>
        public const string Hacking = "ppo-no-kl";

        /// <summary>All models on the same prompts.</summary>
        public const string Compare = "compare";
    }

    private readonly RunContext context;
    private readonly QuickConfig config;

    private QuickExperiment(RunContext context, QuickConfig config)
    {
        this.context = context;
        this.config = config;
    }

    /// <summary>The folder of the pre-trained model.</summary>
    private string PretrainedFolder => config.Model!;

    /// <summary>Begins a run.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="config">Every option.</param>
    /// <param name="stop">Cancelled to stop after a step, with a checkpoint.</param>
    public static QuickExperiment Start(string folder, QuickConfig config, CancellationToken stop = default)
    {
        config = config with { Model = Path.GetFullPath(config.Model ?? StageRuns.BundledModel()) };
        return new QuickExperiment(RunContext.Begin(folder, config, stop), config);
    }

    /// <summary>Goes on with a stopped run; it ends bit for bit as it would have without the stop.</summary>
    /// <exception cref="WorkbenchException">The folder holds no run.</exception>
    public static QuickExperiment Resume(string folder, CancellationToken stop = default)
    {
        var (context, config) = RunContext.Reopen<QuickConfig>(folder, stop);
        return new QuickExperiment(context, config);
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => context.Folder;

    /// <summary>Runs every stage that is not finished yet.</summary>
    public IEnumerable<ExperimentEvent> Run() => context.Guard(StagePlan.Run(context, Plan()));

    private IEnumerable<(string Name, Func<IEnumerable<ExperimentEvent>> Run)> Plan()
    {
        yield return (Stages.Sft, () => SftStage.Run(
            context, config.Sft, Load(PretrainedFolder), SftStage.Bundled(context, config.Sft),
            config.Sft.Training.EvaluateEvery is null ? [] : SftStage.BundledEvaluation(context, config.Sft)));
        yield return (Stages.Pairs, () => PairStage.Run(context, config.Pairs, config.EvaluateOn, Load(PretrainedFolder), Load(Trained(Stages.Sft))));
        yield return (Stages.Reward, () => RewardStage.Run(
            context, config.Reward, Load(PretrainedFolder), RewardPairs.Read(context.Folder),
            RewardStage.Bundled(context, config.Reward, Load(Trained(Stages.Sft)))));
        yield return (Stages.Ppo, () => Ppo(Stages.Ppo, "PPO with a KL penalty", config.Ppo));
        if (config.Hacking.Iterations > 0)
        {
            yield return (Stages.Hacking, () => Ppo(Stages.Hacking, "PPO without the penalty", config.Hacking.Apply(config.Ppo)));
        }

        yield return (Stages.Compare, Compare);
    }

    private IEnumerable<ExperimentEvent> Compare()
    {
        var models = Models();
        return CompareStage.Run(
            context, config.Compare, CompareStage.Bundled(context, config.Compare, config.EvaluateOn), models, reference: Stages.Sft, Reward(models[0].Bot),
            context.Folder.ReadJson<RewardModelResults>(RewardStage.ResultsFile), ReplyComparison.QuickQuestions);
    }

    private IEnumerable<ExperimentEvent> Ppo(string name, string title, PpoStageOptions options) => PpoStage.Run(
        context, name, title, options, Inputs(options));

    private PolicyInputs Inputs(PpoStageOptions options)
    {
        var policy = Load(Trained(Stages.Sft));
        return new PolicyInputs(
            policy, Trained(Stages.Sft), Reward(policy), Trained(Stages.Reward),
            PpoStage.Bundled(context, config.Ppo.Prompts),
            options.EvaluateEvery is null ? [] : PpoStage.BundledEvaluation(context, options.EvaluationPrompts), IsBundled: true);
    }

    private IReadOnlyList<(string Name, Chatbot Bot)> Models()
    {
        var models = new List<(string, Chatbot)> { ("pretrained", Load(PretrainedFolder)) };
        foreach (var stage in new[] { Stages.Sft, Stages.Ppo, Stages.Hacking })
        {
            if (stage != Stages.Hacking || config.Hacking.Iterations > 0)
            {
                models.Add((stage, Load(Trained(stage))));
            }
        }

        return models;
    }

    private string Trained(string stage) => context.Folder.Path("models", stage);

    private Chatbot Load(string folder) => Chatbot.Load(folder, config.PromptTokens, config.ReplyTokens, context.Device);

    private RunReward Reward(Chatbot bot) => RunReward.Load([new ModelReward { Model = Trained(Stages.Reward) }], bot, context.Device);
}
