using Workbench.Generation;
using Workbench.Rlhf;

namespace Workbench.Training;

/// <summary>
/// Proximal policy optimization of a language model. The defaults are those of the quick experiment; <see cref="PpoPresets"/> has those of the
/// reference implementations, whose known defects are options here.
/// </summary>
public sealed record PpoOptions
{
    /// <summary>How responses are sampled.</summary>
    public required GenerationOptions Generation { get; init; }

    /// <summary>Rollouts with their updates; at least 1.</summary>
    public int Iterations { get; init; } = 60;

    /// <summary>Responses an iteration; at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Responses an update; at least 1, at most <see cref="BatchSize"/>. The last update of an epoch takes what is left.
    /// With <see cref="Training.GradientAccumulation.LastPassOnly"/> it decides how many passes an update has and may be above the batch size.
    /// </summary>
    public int MiniBatchSize { get; init; } = 16;

    /// <summary>Responses a forward pass with gradients; null takes the whole mini-batch. TRL calls this mini_batch_size.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>Responses a forward pass without gradients; at least 1.</summary>
    public int ForwardBatchSize { get; init; } = 64;

    /// <summary>How often an iteration goes through its responses; at least 1.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>The optimizer; the warm-up counts updates.</summary>
    public AdamWOptions Optimizer { get; init; } = new() { LearningRate = 5e-5, WarmUpSteps = 80 };

    /// <summary>The penalty for leaving the reference.</summary>
    public KlOptions Kl { get; init; } = new();

    /// <summary>Discount of rewards, in [0, 1].</summary>
    public double Gamma { get; init; } = 1.0;

    /// <summary>The lambda of GAE, in [0, 1].</summary>
    public double Lambda { get; init; } = 0.95;

    /// <summary>The ratio is clipped to 1 plus or minus this; above 0, null for no clipping.</summary>
    public double? ClipRange { get; init; } = 0.2;

    /// <summary>
    /// The loss of a token with a negative advantage is at most this times the advantage's size, however large its ratio (dual clip, Ye et al.
    /// 2020, there 3); above 1, null for no bound.
    /// </summary>
    public double? DualClip { get; init; }

    /// <summary>New values are clipped to the old ones plus or minus this; above 0, null for no clipping.</summary>
    public double? ValueClipRange { get; init; } = 0.2;

    /// <summary>Factor of the value loss; at least 0.</summary>
    public double ValueCoefficient { get; init; } = 0.1;

    /// <summary>Factor of the entropy bonus; at least 0.</summary>
    public double EntropyCoefficient { get; init; }

    /// <summary>
    /// Whether the learning rate moves on after each iteration instead of after each update (TRL's PPOv2, the N+ paper).
    /// </summary>
    public bool RatePerIteration { get; init; }

    /// <summary>Over which tokens advantages are whitened.</summary>
    public Whitening AdvantageWhitening { get; init; } = Whitening.Batch;

    /// <summary>Whether per-token rewards are divided by their standard deviation (their mean stays).</summary>
    public bool WhitenRewards { get; init; }

    /// <summary>How scores are scaled by running statistics.</summary>
    public ScoreScaling ScoreScaling { get; init; }

    /// <summary>Scores are cut to plus or minus this, after scaling; above 0, null for no cut.</summary>
    public double? ScoreClip { get; init; }

    /// <summary>Cuts each response behind a text, which is its end then; null cuts none.</summary>
    public StopText? StopText { get; init; }

    /// <summary>Subtracted from the score of a response that did not end by itself; at least 0, null for nothing.</summary>
    public double? MissingEndPenalty { get; init; }

    /// <summary>Replaces the score of a response that did not end by itself (the "N implementation details": -1); null for nothing.</summary>
    public double? MissingEndScore { get; init; }

    /// <summary>Which token receives the score.</summary>
    public ScorePlacement ScorePlacement { get; init; }

    /// <summary>An update whose mean ratio is above this is broken; above 0, null for no limit. At 1 or below hardly any update is sound.</summary>
    public double? RatioLimit { get; init; } = 10;

    /// <summary>What happens to a broken update.</summary>
    public BrokenUpdate BrokenUpdate { get; init; }

    /// <summary>Ends the updates of an iteration early; null never does.</summary>
    public EarlyStop? EarlyStop { get; init; }

    /// <summary>How the gradients of the forward passes of an update are put together.</summary>
    public GradientAccumulation GradientAccumulation { get; init; }

    /// <summary>
    /// Whether logits are divided by the sampling temperature wherever log-probabilities are computed. False is a defect of TRL 0.11.4
    /// that shows with a temperature other than 1.
    /// </summary>
    public bool UseTemperature { get; init; } = true;

    /// <summary>
    /// Whether old log-probabilities and values come from a forward pass of their own even where the sampler had the same numbers.
    /// </summary>
    public bool RecomputeLogProbs { get; init; }

    /// <summary>Whether the first generated token has no reward and no loss: the defect of TRL's encoder-decoder mask.</summary>
    public bool MaskFirstToken { get; init; }

    /// <summary>
    /// Whether a response that fills the limit loses its first token, which the decoder then reads instead of its start token: the defect of the
    /// lab's slice [-max_new_tokens:], which cuts the start token off. For encoder-decoders.
    /// </summary>
    public bool CutStartToken { get; init; }

    /// <summary>
    /// Whether the padding behind a response is whitened along with the rewards, so that it leaks into the advantages of the tokens before it:
    /// the defect of TRL 0.11.4's whiten_rewards. How much depends on the lengths of the other responses.
    /// </summary>
    public bool WhitenPadding { get; init; }

    /// <summary>
    /// Whether the padding before a row counts in the places of its tokens, so that a model with learned positions reads each response as if it
    /// stood further on, depending on the other rows: the defect of TRL 0.11.4 with a decoder-only model and left padding.
    /// </summary>
    public bool PaddingMovesPositions { get; init; }

    /// <summary>Whether gradients are clipped in the first update of the whole training only: the defect of TRL 0.11.4's max_grad_norm.</summary>
    public bool ClipFirstUpdateOnly { get; init; }

    /// <summary>Whether dropout stays as the caller set it. False switches it off, so that the first ratio is 1.</summary>
    public bool KeepDropout { get; init; }

    /// <summary>
    /// Whether to check before the first update that policy and reference agree and that the ratio is 1. Switch it off where the policy
    /// starts from other weights than the reference on purpose.
    /// </summary>
    public bool CheckStart { get; init; } = true;

    /// <summary>Whether each update computes the exact entropy of the policy over the vocabulary, for <see cref="MiniBatchFigures.Entropy"/>.</summary>
    public bool ExactEntropy { get; init; }

    /// <summary>When an iteration is reported as a likely collapse.</summary>
    public AlarmOptions Alarms { get; init; } = new();

    /// <summary>Checks every number.</summary>
    /// <param name="owner">What messages call the options: a type, or a key of the configuration.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public void Validate(string owner = nameof(PpoOptions))
    {
        OptionCheck.AtLeastOne($"{owner}.{nameof(Iterations)}", Iterations);
        OptionCheck.AtLeastOne($"{owner}.{nameof(BatchSize)}", BatchSize);
        OptionCheck.Require(
            MiniBatchSize >= 1 && (MiniBatchSize <= BatchSize || CountsPassesThrough), $"{owner}.{nameof(MiniBatchSize)}", MiniBatchSize,
            $"in [1, {BatchSize}], the batch size");
        OptionCheck.AtLeastOne($"{owner}.{nameof(MicroBatchSize)}", MicroBatchSize);
        OptionCheck.AtLeastOne($"{owner}.{nameof(ForwardBatchSize)}", ForwardBatchSize);
        OptionCheck.AtLeastOne($"{owner}.{nameof(Epochs)}", Epochs);
        OptionCheck.AtLeastOne($"{owner}.{nameof(Generation)}.{nameof(Generation.MaxNewTokens)}", Generation.MaxNewTokens);
        OptionCheck.Positive($"{owner}.{nameof(Generation)}.{nameof(Generation.Temperature)}", Generation.Temperature);
        OptionCheck.Require(
            Generation.RandomLimit?.IsSound ?? true, $"{owner}.{nameof(Generation)}.{nameof(Generation.RandomLimit)}", Generation.RandomLimit,
            "a range whose shortest is at least 1 and whose longest is above that");
        OptionCheck.Require(
            Generation.ResponsesPerPrompt == 1, $"{owner}.{nameof(Generation)}.{nameof(Generation.ResponsesPerPrompt)}",
            Generation.ResponsesPerPrompt, "1; groups of responses are for GRPO, RLOO and online DPO");
        OptionCheck.Share($"{owner}.{nameof(Gamma)}", Gamma);
        OptionCheck.Share($"{owner}.{nameof(Lambda)}", Lambda);
        OptionCheck.Positive($"{owner}.{nameof(ClipRange)}", ClipRange);
        OptionCheck.Positive($"{owner}.{nameof(ValueClipRange)}", ValueClipRange);
        OptionCheck.Require(
            DualClip is null || DualClip > 1 && double.IsFinite(DualClip.Value), $"{owner}.{nameof(DualClip)}", DualClip, "above 1 and finite");
        OptionCheck.NotNegative($"{owner}.{nameof(ValueCoefficient)}", ValueCoefficient);
        OptionCheck.NotNegative($"{owner}.{nameof(EntropyCoefficient)}", EntropyCoefficient);
        OptionCheck.Positive($"{owner}.{nameof(ScoreClip)}", ScoreClip);
        StopText?.Validate($"{owner}.{nameof(StopText)}");
        OptionCheck.NotNegative($"{owner}.{nameof(MissingEndPenalty)}", MissingEndPenalty);
        OptionCheck.Require(RatioLimit is null or > 0, $"{owner}.{nameof(RatioLimit)}", RatioLimit, "above 0");
        OptionCheck.Require(
            MissingEndPenalty is null || MissingEndScore is null, $"{owner}.{nameof(MissingEndScore)}", MissingEndScore,
            $"null while {nameof(MissingEndPenalty)} is set");
        OptionCheck.Require(
            !CutStartToken || (RecomputeLogProbs && Generation.MaxNewTokens > 1), $"{owner}.{nameof(CutStartToken)}", CutStartToken,
            $"false unless {nameof(RecomputeLogProbs)} is true and there may be two tokens");
        Optimizer.Validate($"{owner}.{nameof(Optimizer)}");
        Kl.Validate($"{owner}.{nameof(Kl)}");
        EarlyStop?.Validate($"{owner}.{nameof(EarlyStop)}");
    }

    /// <summary>What logits are divided by wherever log-probabilities are computed.</summary>
    internal double Temperature => UseTemperature ? Generation.Temperature : 1;

    /// <summary>Updates of an epoch.</summary>
    internal int MiniBatches => (BatchSize + MiniBatchSize - 1) / MiniBatchSize;

    /// <summary>Whether an update may take passes of several epochs and iterations.</summary>
    internal bool CountsPassesThrough => GradientAccumulation == GradientAccumulation.LastPassOnly;

    /// <summary>Forward passes behind an update.</summary>
    internal int PassesPerUpdate => MicroBatchSize is { } size ? (MiniBatchSize + size - 1) / size : 1;

    /// <summary>Updates of the whole training.</summary>
    internal long Updates => CountsPassesThrough
        ? (long)Iterations * Epochs * ((BatchSize + StepSize - 1) / StepSize) / PassesPerUpdate
        : (long)Iterations * Epochs * MiniBatches;

    /// <summary>Responses that have figures of their own: those of an update, or of a pass where passes are counted through.</summary>
    internal int StepSize => CountsPassesThrough ? Math.Min(MicroBatchSize ?? MiniBatchSize, MiniBatchSize) : MiniBatchSize;
}
