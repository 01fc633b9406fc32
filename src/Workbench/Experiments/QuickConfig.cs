using Workbench.Data;
using Workbench.Models.Lora;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>
/// Every option of the quick experiment. The values were chosen on validation prompts (<see cref="EvaluateOn"/>); the report is on test prompts.
/// </summary>
public sealed record QuickConfig : RunConfig
{
    /// <summary>The folder of the pre-trained model; null takes the bundled one.</summary>
    public string? Model { get; init; }

    /// <summary>The most tokens that a prompt may have.</summary>
    public int PromptTokens { get; init; } = 56;

    /// <summary>The most tokens that a reply may have, its end included.</summary>
    public int ReplyTokens { get; init; } = 48;

    /// <summary>
    /// The split of the fresh pairs that measure the reward model and of the prompts that measure all models. Tune on validation, report on test.
    /// </summary>
    public DataSplit EvaluateOn { get; init; } = DataSplit.Test;

    /// <summary>Supervised fine-tuning.</summary>
    public SftStageOptions Sft { get; init; } = new();

    /// <summary>Comparisons of replies by simulated raters.</summary>
    public PairStageOptions Pairs { get; init; } = new();

    /// <summary>The reward model.</summary>
    public RewardStageOptions Reward { get; init; } = new();

    /// <summary>PPO with the KL penalty.</summary>
    public PpoStageOptions Ppo { get; init; } = new();

    /// <summary>The side run without the penalty, which shows reward hacking; 0 iterations leave it out.</summary>
    public HackingStageOptions Hacking { get; init; } = new();

    /// <summary>The comparison on test prompts.</summary>
    public CompareStageOptions Compare { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        OptionCheck.AtLeastOne("promptTokens", PromptTokens);
        OptionCheck.AtLeastOne("replyTokens", ReplyTokens);
        OptionCheck.Require(EvaluateOn != DataSplit.Train, "evaluateOn", "train", "validation or test: nothing is measured on what was trained on");
        Sft.Validate();
        Pairs.Validate();
        Reward.Validate();
        Ppo.Validate();
        Hacking.Validate();
        Compare.Validate();
    }
}

/// <summary>Supervised fine-tuning on demonstrations.</summary>
public sealed record SftStageOptions
{
    /// <summary>How many demonstrations are generated.</summary>
    public int Examples { get; init; } = 1500;

    /// <summary>A checkpoint is written each time this many steps are done.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>An adapter that is trained instead of the whole model; null trains the model, or the adapter that it runs under.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>The trainer's options.</summary>
    public SftOptions Training { get; init; } = new();

    internal void Validate()
    {
        OptionCheck.AtLeastOne("sft.examples", Examples);
        OptionCheck.AtLeastOne("sft.checkpointEvery", CheckpointEvery);
        Lora?.Validate("sft.lora");
        Training.Validate("sft.training");
    }
}

/// <summary>Which replies the raters compare.</summary>
public sealed record PairStageOptions
{
    /// <summary>How many pairs to collect.</summary>
    public int Count { get; init; } = 3000;

    /// <summary>How many further pairs measure the reward model, on seen and on held-out topics each.</summary>
    public int HeldOut { get; init; } = 400;

    /// <summary>The share of replies that the fine-tuned model writes; the pre-trained one writes the others.</summary>
    public double SftShare { get; init; } = 0.5;

    /// <summary>The share of pairs in which one reply was written to another message, so that relevance is learned.</summary>
    public double OffTopicShare { get; init; } = 0.1;

    internal void Validate()
    {
        OptionCheck.AtLeastOne("pairs.count", Count);
        OptionCheck.AtLeastOne("pairs.heldOut", HeldOut);
        OptionCheck.Share("pairs.sftShare", SftShare);
        OptionCheck.Share("pairs.offTopicShare", OffTopicShare);
    }
}

/// <summary>The reward model.</summary>
public sealed record RewardStageOptions
{
    /// <summary>A checkpoint is written each time this many steps are done.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>How many replies of the fine-tuned model set the scale: they get mean 0 and standard deviation 1.</summary>
    public int ScaleSamples { get; init; } = 300;

    /// <summary>An adapter that is trained instead of the whole model; null trains the model, or the adapter that it runs under.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>The trainer's options.</summary>
    public RewardModelOptions Training { get; init; } = new();

    internal void Validate()
    {
        OptionCheck.AtLeastOne("reward.checkpointEvery", CheckpointEvery);
        OptionCheck.Require(ScaleSamples >= 2, "reward.scaleSamples", ScaleSamples, "at least 2");
        Lora?.Validate("reward.lora");
        Training.Validate("reward.training");
    }
}

/// <summary>The side run without the KL penalty.</summary>
public sealed record HackingStageOptions
{
    /// <summary>How many iterations; 0 leaves the side run out.</summary>
    public int Iterations { get; init; } = 40;

    /// <summary>The KL coefficient of the side run.</summary>
    public double KlCoefficient { get; init; }

    /// <summary>The side run's options: PPO's, but for these two.</summary>
    internal PpoStageOptions Apply(PpoStageOptions ppo) => ppo with
    {
        Training = ppo.Training with { Iterations = Iterations, Kl = ppo.Training.Kl with { Coefficient = KlCoefficient, Target = null } },
    };

    internal void Validate()
    {
        OptionCheck.Require(Iterations >= 0, "hacking.iterations", Iterations, "at least 0");
        OptionCheck.NotNegative("hacking.klCoefficient", KlCoefficient);
    }
}

/// <summary>The comparison of all models on the same prompts with the same luck.</summary>
public sealed record CompareStageOptions
{
    /// <summary>The most test prompts; of the bundled corpus half of them are on held-out topics.</summary>
    public int Prompts { get; init; } = 400;

    /// <summary>Bootstrap resamples and sign assignments.</summary>
    public int Resamples { get; init; } = 10_000;

    internal void Validate()
    {
        OptionCheck.Require(Prompts >= 2, "compare.prompts", Prompts, "at least 2");
        OptionCheck.Require(Resamples >= 100, "compare.resamples", Resamples, "at least 100");
    }
}
