using Workbench.Generation;
using Workbench.Rlhf;

namespace Workbench.Training;

/// <summary>
/// Training on groups of responses without a value model: GRPO, RLOO or online DPO, on the same kind of rollout, so that they can be compared.
/// </summary>
public sealed record GroupOptions
{
    /// <summary>How responses are sampled; <see cref="GroupSize"/> sets how many to a prompt.</summary>
    public required GenerationOptions Generation { get; init; }

    /// <summary>What is learned from a group.</summary>
    public GroupAlgorithm Algorithm { get; init; }

    /// <summary>Rollouts with their updates; at least 1.</summary>
    public int Iterations { get; init; } = 60;

    /// <summary>Prompts an iteration; at least 1.</summary>
    public int Prompts { get; init; } = 16;

    /// <summary>Responses to a prompt; at least 2.</summary>
    public int GroupSize { get; init; } = 4;

    /// <summary>Responses an update (the two of a pair count as two); at least 2, at most those of an iteration.</summary>
    public int MiniBatchSize { get; init; } = 16;

    /// <summary>Responses a forward pass with gradients; at least 2, null takes the whole mini-batch. The result does not depend on it.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>Responses a forward pass without gradients; at least 1.</summary>
    public int ForwardBatchSize { get; init; } = 64;

    /// <summary>How often an iteration goes through its responses; at least 1.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>The optimizer; the warm-up counts updates.</summary>
    public AdamWOptions Optimizer { get; init; } = new() { LearningRate = 5e-5, WarmUpSteps = 80 };

    /// <summary>
    /// beta, at least 0 (above 0 for online DPO): the factor of the KL from the reference that all three hold against the score, each in its own
    /// way: GRPO in the loss, RLOO in the score, DPO through the implicit reward.
    /// </summary>
    public double KlCoefficient { get; init; } = 0.05;

    /// <summary>The ratio is clipped below 1 minus this; in (0, 1). For GRPO and RLOO.</summary>
    public double ClipLow { get; init; } = 0.2;

    /// <summary>The ratio is clipped above 1 plus this; above 0. For GRPO and RLOO.</summary>
    public double ClipHigh { get; init; } = 0.2;

    /// <summary>How GRPO's loss is formed and averaged.</summary>
    public GrpoVariant GrpoVariant { get; init; } = GrpoVariant.Grpo;

    /// <summary>What GRPO divides a group's centred scores by.</summary>
    public GroupScale GroupScale { get; init; } = GroupScale.Group;

    /// <summary>Whether GRPO has one ratio a response (GSPO) instead of one a token.</summary>
    public bool SequenceRatio { get; init; }

    /// <summary>An upper bound of GRPO's unclipped ratio, which a negative advantage would let grow (TRL `delta`); above 1, null for none.</summary>
    public double? RatioBound { get; init; }

    /// <summary>
    /// Whether GRPO's divergence is multiplied by the ratio, which keeps its estimate unbiased when the policy has moved (DeepSeek-V3.2; TRL 1.16).
    /// </summary>
    public bool WeightedKl { get; init; } = true;

    /// <summary>SAPO's temperature at positive advantages; above 0.</summary>
    public double SapoPositive { get; init; } = 1.0;

    /// <summary>SAPO's temperature at negative advantages; above 0.</summary>
    public double SapoNegative { get; init; } = 1.05;

    /// <summary>
    /// Whether nothing is learned from a response that did not end by itself (TRL `mask_truncated_completions`; DAPO's overlong filtering). Its score
    /// still counts in its group. For GRPO and RLOO.
    /// </summary>
    public bool MaskTruncated { get; init; }

    /// <summary>Whether RLOO's advantages are brought to mean 0 and variance 1 over the batch (TRL `normalize_advantages`).</summary>
    public bool WhitenAdvantages { get; init; }

    /// <summary>Which loss DPO applies to a pair.</summary>
    public DpoVariant DpoVariant { get; init; } = DpoVariant.Sigmoid;

    /// <summary>Probability that a pair is the wrong way round, in [0, 0.5). For DPO.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Scores are cut to plus or minus this; above 0, null for no cut.</summary>
    public double? ScoreClip { get; init; }

    /// <summary>Cuts each response behind a text, which is its end then; null cuts none.</summary>
    public StopText? StopText { get; init; }

    /// <summary>Subtracted from the score of a response that did not end by itself; at least 0, null for nothing.</summary>
    public double? MissingEndPenalty { get; init; }

    /// <summary>An update whose mean ratio is above this is skipped; above 1, null for no limit.</summary>
    public double? RatioLimit { get; init; } = 10;

    /// <summary>Whether to check before the first update that policy and reference agree and that the ratio is 1.</summary>
    public bool CheckStart { get; init; } = true;

    /// <summary>When an iteration is reported as a likely collapse.</summary>
    public AlarmOptions Alarms { get; init; } = new();

    /// <summary>Responses an iteration.</summary>
    public int BatchSize => Prompts * GroupSize;

    /// <summary>Checks every number.</summary>
    /// <param name="owner">What messages call the options: a type, or a key of the configuration.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public void Validate(string owner = nameof(GroupOptions))
    {
        OptionCheck.Require(Enum.IsDefined(Algorithm), $"{owner}.{nameof(Algorithm)}", Algorithm, "Grpo, Rloo or OnlineDpo");
        OptionCheck.AtLeastOne($"{owner}.{nameof(Iterations)}", Iterations);
        OptionCheck.AtLeastOne($"{owner}.{nameof(Prompts)}", Prompts);
        OptionCheck.Require(GroupSize >= 2, $"{owner}.{nameof(GroupSize)}", GroupSize, "at least 2: a group is its own baseline");
        OptionCheck.Require(
            MiniBatchSize >= 2 && MiniBatchSize <= BatchSize, $"{owner}.{nameof(MiniBatchSize)}", MiniBatchSize,
            $"in [2, {BatchSize}], the prompts times the group size");
        OptionCheck.Require(MicroBatchSize is null or >= 2, $"{owner}.{nameof(MicroBatchSize)}", MicroBatchSize, "at least 2");
        OptionCheck.AtLeastOne($"{owner}.{nameof(ForwardBatchSize)}", ForwardBatchSize);
        OptionCheck.AtLeastOne($"{owner}.{nameof(Epochs)}", Epochs);
        OptionCheck.AtLeastOne($"{owner}.{nameof(Generation)}.{nameof(Generation.MaxNewTokens)}", Generation.MaxNewTokens);
        OptionCheck.Positive($"{owner}.{nameof(Generation)}.{nameof(Generation.Temperature)}", Generation.Temperature);
        OptionCheck.Require(
            Generation.RandomLimit?.IsSound ?? true, $"{owner}.{nameof(Generation)}.{nameof(Generation.RandomLimit)}", Generation.RandomLimit,
            "a range whose shortest is at least 1 and whose longest is above that");
        OptionCheck.NotNegative($"{owner}.{nameof(KlCoefficient)}", KlCoefficient);
        OptionCheck.Require(
            KlCoefficient > 0 || Algorithm != GroupAlgorithm.OnlineDpo, $"{owner}.{nameof(KlCoefficient)}", KlCoefficient, "above 0 for online DPO");
        OptionCheck.Require(ClipLow is > 0 and < 1, $"{owner}.{nameof(ClipLow)}", ClipLow, "in (0, 1)");
        OptionCheck.Positive($"{owner}.{nameof(ClipHigh)}", ClipHigh);
        OptionCheck.Require(RatioBound is null || RatioBound > 1 && double.IsFinite(RatioBound.Value), $"{owner}.{nameof(RatioBound)}", RatioBound, "above 1 and finite");
        OptionCheck.Positive($"{owner}.{nameof(SapoPositive)}", SapoPositive);
        OptionCheck.Positive($"{owner}.{nameof(SapoNegative)}", SapoNegative);
        OptionCheck.Require(
            !MaskTruncated || Algorithm != GroupAlgorithm.OnlineDpo, $"{owner}.{nameof(MaskTruncated)}", MaskTruncated,
            $"false for online DPO; there {nameof(MissingEndPenalty)} makes a response that did not end lose");
        OptionCheck.Require(LabelSmoothing is >= 0 and < 0.5, $"{owner}.{nameof(LabelSmoothing)}", LabelSmoothing, "in [0, 0.5)");
        OptionCheck.Positive($"{owner}.{nameof(ScoreClip)}", ScoreClip);
        StopText?.Validate($"{owner}.{nameof(StopText)}");
        OptionCheck.NotNegative($"{owner}.{nameof(MissingEndPenalty)}", MissingEndPenalty);
        OptionCheck.Require(RatioLimit is null or > 1, $"{owner}.{nameof(RatioLimit)}", RatioLimit, "above 1");
        Optimizer.Validate($"{owner}.{nameof(Optimizer)}");
    }
}
