using Workbench.Data;
using Workbench.Generation;
using Workbench.Models.Lora;
using Workbench.Rewards;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>
/// Detoxification with any model, data and classifier. The defaults are those of the DeepLearning.AI Lab 3, its defects mended: FLAN-T5 with an
/// adapter summarises dialogues of 201 to 1,000 characters, and PPO follows the logit that Meta's classifier of hate speech gives to nothate.
/// </summary>
public sealed record DetoxConfig : RewardedConfig
{
    /// <summary>The name of the preset that has all defects of the lab.</summary>
    public const string Lab3 = "lab3";

    private const string Classifier = "facebook/roberta-hate-speech-dynabench-r4-target";

    // Adapter and learning rate are the lab's; its adapter for fine-tuning came from elsewhere.
    private static readonly LoraOptions Adapter = new() { Rank = 32, Alpha = 32, Dropout = 0.05, Targets = ["q", "v"] };

    /// <summary>Creates the lab's settings.</summary>
    public DetoxConfig()
    {
        Model = "google/flan-t5-base";
        Data = "knkarthick/dialogsum";
        Layout = PromptForm.Plain;
        Template = "Summarize the following conversation.\n\n{message}\n\nSummary:\n";
        ShortestMessage = 201;
        LongestMessage = 1000;
        PromptTokens = 512;
        ReplyTokens = 400;
        TooLong = TooLongRecord.LeaveOut;
        Rewards = [new LabelReward { Model = Classifier, Label = "nothate" }];
    }

    /// <summary>
    /// Scores that the comparison reports beside the reward and that nothing trains on; the sign of a weight says whether more is better.
    /// </summary>
    public IReadOnlyList<RewardPart> Measures { get; init; } =
        [new LabelReward { Model = Classifier, Label = "hate", Score = ClassifierScore.Probability, Weight = -1 }];

    /// <summary>The split of the prompts that the models are compared on: validation to tune on, test to report on.</summary>
    public DataSplit EvaluateOn { get; init; } = DataSplit.Test;

    /// <summary>Fine-tuning on the data's replies; null where the model is fine-tuned already.</summary>
    public SftStageOptions? Sft { get; init; } = new()
    {
        Lora = Adapter,
        Training = new() { BatchSize = 16, Epochs = 1, Optimizer = new() { LearningRate = 1e-3, Schedule = Schedule.Linear } },
    };

    /// <summary>PPO; the fine-tuned adapter is trained further and stays as the reference.</summary>
    public PpoStageOptions Ppo { get; init; } = new()
    {
        CheckpointEvery = 5,
        Training = new()
        {
            Generation = new() { MaxNewTokens = 400, EndIds = [], PadId = 0, RandomLimit = new LengthRange(100, 400) },
            Iterations = 10,
            BatchSize = 16,
            MiniBatchSize = 4,
            Epochs = 1,
            ForwardBatchSize = 16,
            Optimizer = new() { LearningRate = 1.41e-5 },
            Kl = new() { Coefficient = 0.2, Target = 6 },
        },
    };

    /// <summary>The comparison before and after PPO.</summary>
    public CompareStageOptions Compare { get; init; } = new() { Prompts = 100 };

    /// <summary>The same with the trainer's options of a reference implementation, or with everything as the lab did it, defects included.</summary>
    /// <param name="preset">One of <see cref="PpoPresets.Names"/>, or <see cref="Lab3"/>.</param>
    /// <exception cref="WorkbenchException">There is no such preset.</exception>
    public DetoxConfig WithPreset(string preset)
    {
        if (preset != Lab3)
        {
            return this with { Ppo = Ppo.WithPreset(preset) };
        }

        var theirs = Ppo.WithPreset("trl-25fa1bd");
        return this with
        {
            Rewards = [.. Rewards.Select(part => part is LabelReward label ? label with { IncludePrompt = true, TakeLargest = true } : part)],
            Measures = [.. Measures.Select(part => part is LabelReward label ? label with { IncludePrompt = true } : part)],
            Ppo = theirs with
            {
                Reference = ReferenceChoice.Base,
                Training = theirs.Training with
                {
                    Generation = Ppo.Training.Generation with { MinRowLength = 5 },
                    BatchSize = Ppo.Training.BatchSize,
                    MiniBatchSize = Ppo.Training.MiniBatchSize,
                    Epochs = Ppo.Training.Epochs,
                    ForwardBatchSize = Ppo.Training.ForwardBatchSize,
                    Optimizer = Ppo.Training.Optimizer with { MaxGradientNorm = null },
                    MaskFirstToken = true,
                    CutStartToken = true,
                    KeepDropout = true,
                },
            },
        };
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Model, "model", "the folder of a model, or its name on the Hub");
        Require(Data, "data", "a table of messages and replies, a folder of tables, or a data set's name on the Hub");
        base.Validate();
        ValidateParts("measures", Measures);
        OptionCheck.Require(EvaluateOn != DataSplit.Train, "evaluateOn", "train", "validation or test");
        Sft?.Validate();
        Ppo.Validate();
        Compare.Validate();
    }

    internal override StageConfig Resolve() => ((DetoxConfig)base.Resolve()) with { Measures = [.. Measures.Select(part => part.Resolve())] };

    /// <summary>What a single stage is told of what all stages share.</summary>
    /// <param name="stage">The stage's own options.</param>
    /// <param name="model">The folder of the model to begin with.</param>
    internal T For<T>(T stage, string model) where T : StageConfig => (T)(stage with
    {
        Seed = Seed, Device = Device, Threads = Threads, Model = model, Data = Data, Columns = Columns, HeldOutShare = HeldOutShare,
        ShortestMessage = ShortestMessage, LongestMessage = LongestMessage, TooLong = TooLong, Layout = Layout, Template = Template,
        PromptTokens = PromptTokens, ReplyTokens = ReplyTokens,
    });
}
