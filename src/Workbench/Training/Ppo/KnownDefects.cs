using Workbench.Models;
using Workbench.Rewards;
using Workbench.Rlhf;

namespace Workbench.Training;

/// <summary>
/// Every defect of the reference implementations that is known here, with its option. None of them is on in the preset "workbench".
/// Numbers of issues are those of huggingface/trl.
/// </summary>
public static class KnownDefects
{
    private const string Classic = "TRL 0.11.4";
    private const string Lab = "TRL 25fa1bd (Lab 3)";
    private const string Both = "TRL 25fa1bd and 0.11.4";
    private const string V2 = "TRL PPOv2";

    /// <summary>The defects, those of the reference and the reward first, then in the order of an iteration.</summary>
    public static IReadOnlyList<KnownDefect> All { get; } =
    [
        new(
            "The reference of an adapter policy is the bare base model", Both,
            $"{nameof(References)}.{nameof(References.Of)} with {nameof(ReferenceChoice)}.{nameof(ReferenceChoice.Base)}, and {nameof(PpoOptions)}.{nameof(PpoOptions.CheckStart)} = false",
            "The KL penalty pulls the policy back behind its supervised start: it punishes what fine-tuning taught.",
            "Lab 3 logs a KL of 31 to 36 nats at step 1, where it must be 0 (issues 495, 1340). Right: a second copy, or a second adapter with the supervised weights."),
        new(
            "The largest score is taken for the label's", "Lab 3",
            $"{nameof(ClassifierReward)}(takeLargest: true)",
            "A text that is surely hateful is rewarded for it.",
            "The pipeline sorts its answers by score: the lab's own toxic example gets +0.319 (hate) instead of -0.618 (nothate); 3 of 6 made-up texts."),
        new(
            "Prompt and response are scored together", "Lab 3",
            $"{nameof(ClassifierReward)}(includePrompt: true)",
            "Most of the score is about the prompt, which the policy cannot change: a weaker signal.",
            "Lab 3 concatenates query and response; TRL's own detoxification scores the response alone."),
        new(
            "A minimum length bars the end token", "Lab 3",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.Generation)}.{nameof(PpoOptions.Generation.MinNewTokens)} > 0",
            "Tokens come from another distribution than the one that is scored; the KL estimate can become negative, and the penalty pushes the wrong way.",
            "Lab 3 sets min_length 5; TRL's how_to_train advises -1 (issues 925, 235, 351, 1017).")
        {
            Switch = options => options with { Generation = options.Generation with { MinNewTokens = 5 } },
        },
        new(
            "Responses that fill the limit lose their start token", "Lab 3",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.CutStartToken)} = true (needs {nameof(PpoOptions.RecomputeLogProbs)})",
            "The decoder reads the first generated token in place of its start token, so the response is scored as one that was never generated.",
            "The slice [-max_new_tokens:] removed it from 11 of 16 responses; with fewer than 4 tokens left, ValueError.")
        {
            Switch = options => options with { CutStartToken = true, RecomputeLogProbs = true },
        },
        new(
            "Dropout is alive in rollout and updates", "TRL 25fa1bd",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.KeepDropout)} = true",
            "Old and new log-probabilities differ by chance alone: the first ratio is not 1, and clipping acts on noise.",
            "In Lab 3 the ratios of the first mini-batch span 0.66 to 1.39 (issues 454, 1066).")
        {
            Switch = options => options with { KeepDropout = true },
        },
        new(
            "Log-probabilities ignore the temperature", Both,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.UseTemperature)} = false",
            "At a temperature other than 1 tokens are sampled from one distribution and scored by another.",
            "logprobs_from_logits is given raw logits; PPOv2 divides by the temperature.")
        {
            Switch = options => options with { UseTemperature = false },
            Presets = ["trl-25fa1bd", "trl-0.11.4"],
        },
        new(
            "The first generated token is left out", Both,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.MaskFirstToken)} = true",
            "With an encoder-decoder the first token gets no KL, no reward and no gradient.",
            "The mask starts at 1 although the log-probabilities already start at token 1: a response [start, a, b, end] has the mask [0, 1, 1].")
        {
            Switch = options => options with { MaskFirstToken = true },
        },
        new(
            "Left padding moves positions", Classic,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.PaddingMovesPositions)} = true",
            "A model with learned positions reads each response as if it stood further on, depending on the other rows of the batch.",
            "GPT-2 gets no position ids; a recorded run with left padding agrees only with the shifted positions. T5 with left padding: issue 256.")
        {
            Switch = options => options with { PaddingMovesPositions = true },
        },
        new(
            "The adaptive KL coefficient hardly moves", "Lab 3",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.Kl)}.{nameof(KlOptions.Horizon)} far above the responses of a training",
            "A horizon of 10,000 is made for trainings of a million responses: in a short one the coefficient is as good as fixed.",
            "Ten steps of 16 take beta from 0.2 to 0.2006, with a KL six times its target.")
        {
            Switch = options => options with { Kl = options.Kl with { Target = 6, Horizon = 10000 } },
            Presets = ["trl-25fa1bd", "trl-0.11.4"],
        },
        new(
            "Whitening the rewards whitens their padding", Classic,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.WhitenPadding)} = true (acts with {nameof(PpoOptions.WhitenRewards)})",
            "Zeros behind a response become other numbers, which the recursion carries into its advantages: they depend on the other rows' lengths.",
            "Reproduced with TRL's whiten_rewards runs; PPOv2 masks them again.")
        {
            Switch = options => options with { WhitenPadding = true },
            Presets = ["trl-25fa1bd", "trl-0.11.4"],
        },
        new(
            "Advantages are whitened within each forward pass", "TRL 25fa1bd",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.AdvantageWhitening)} = {nameof(Whitening.MicroBatch)}",
            "Every few responses get mean 0: a pass of good responses pushes half of their tokens down.",
            "Lab 3 whitens over 4 responses; TRL 0.11.4 over the batch (since a00ab445b).")
        {
            Switch = options => options with { AdvantageWhitening = Whitening.MicroBatch },
            Presets = ["trl-25fa1bd"],
        },
        new(
            "Gradient accumulation loses gradients", "TRL 25fa1bd",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.GradientAccumulation)} = {nameof(GradientAccumulation.LastPassOnly)}",
            "Only the last pass of an update counts, divided by the number of passes; passes are counted through to the next iteration.",
            "zero_grad comes before each backward; recorded runs with 2 accumulation steps, and with 4 over 3 mini-batches, agree.")
        {
            Switch = options => options with { GradientAccumulation = GradientAccumulation.LastPassOnly },
            Presets = ["trl-25fa1bd"],
        },
        new(
            "Every forward pass weighs the same", "TRL 0.11.4, PPOv2, the N+ code",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.GradientAccumulation)} = {nameof(GradientAccumulation.Passes)}",
            "The tokens of short responses count more than those of long ones, and the result depends on the size of the passes.",
            "The mean of means over micro-batches of unequal length; transformers mended the same in its Trainer in October 2024.")
        {
            Switch = options => options with { GradientAccumulation = GradientAccumulation.Passes },
            Presets = ["trl-0.11.4", "trl-ppov2", "n-plus"],
        },
        new(
            "A broken update still moves the weights", Classic,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.BrokenUpdate)} = {nameof(BrokenUpdate.ZeroLoss)}",
            "The loss is multiplied by zero, but Adam's momentum steps on; infinity times zero is NaN and ends the training.",
            "ratio_threshold: with exp(200) a positive advantage gives a NaN gradient, a negative one a NaN loss (issue 101, PR 488).")
        {
            Switch = options => options with { BrokenUpdate = BrokenUpdate.ZeroLoss },
            Presets = ["trl-25fa1bd", "trl-0.11.4", "trl-ppov2"],
        },
        new(
            "Gradients are clipped once only", Classic,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.ClipFirstUpdateOnly)} = true (acts with a {nameof(AdamWOptions.MaxGradientNorm)})",
            "After the first update of the whole training max_grad_norm does nothing.",
            "model_params is a filter iterator, empty after its first use; a recorded run agrees.")
        {
            Switch = options => options with { ClipFirstUpdateOnly = true },
            Presets = ["trl-0.11.4"],
        },
        new(
            "Early stopping looks at a signed distance", Both,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.EarlyStop)}.{nameof(EarlyStop.Signed)} = true",
            "A policy that has moved as far the other way goes on: -0.5 does not stop it.",
            "policykl is mean(log pi_old - log pi) of the last mini-batch.")
        {
            Switch = options => options with { EarlyStop = new EarlyStop { Signed = true } },
        },
        new(
            "Score scaling raises an error", Classic,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.ScoreScaling)}: mended, so there is no way back",
            "use_score_scaling cannot be used at all; a first batch of one score gives an infinite deviation.",
            "AttributeError: 'float' object has no attribute 'to'."),
        new(
            "The score is put behind the last token", V2,
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.ScorePlacement)} = {nameof(ScorePlacement.AfterLastToken)}",
            "A padding position becomes a terminal state with a value of its own; the last token sees the score only through gamma lambda.",
            "rewards[sequence_lengths + 1] += scores (issues 1893, 3750).")
        {
            Switch = options => options with { ScorePlacement = ScorePlacement.AfterLastToken },
            Presets = ["trl-ppov2"],
        },
        new(
            "Statistics count padding", V2,
            $"{nameof(TrlPpoV2Statistics)}: only what is named so counts it",
            "objective/entropy has -1 for each pad and becomes negative; approxkl, entropy and ratio are means over pads as well.",
            "INVALID_LOGPROB = 1.0 (issues 2022, 2496; the entropy was mended in 6121)."),
        new(
            "Nothing checks that training starts where it should", "all",
            $"{nameof(PpoOptions)}.{nameof(PpoOptions.CheckStart)} = false",
            "A wrong reference, dropout or a sampler that disagrees with the model goes unseen until the reward falls.",
            "KL = 0 and ratio = 1 before the first update would have shown the wrong reference and the live dropout at once.")
        {
            Switch = options => options with { CheckStart = false },
            Presets = ["trl-25fa1bd", "trl-0.11.4", "trl-ppov2", "n-plus"],
        },
        new(
            "A margin of a pair meets all pairs", Classic,
            $"{nameof(PairwiseLoss)}.{nameof(PairwiseLoss.BradleyTerry)}: refused, so there is no way back",
            "A margin [B] against rewards [B, 1] becomes a [B, B] loss without an error.",
            "RewardTrainer.compute_loss; mended in TRL 1.16."),
        new(
            "The end token of a reply is not learned", Classic,
            $"{nameof(ReplyMask)}: mended, so there is no way back; keep {nameof(PpoOptions.Generation.PadId)} apart from the end token elsewhere",
            "Where the pad is the end token, its labels are hidden along with the padding: the model never learns to end.",
            "DataCollatorForCompletionOnlyLM with pad = eos."),
    ];
}
