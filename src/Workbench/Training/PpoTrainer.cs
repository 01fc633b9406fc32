using System.Text.Json.Nodes;
using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// Proximal policy optimization of a language model against a reward, held to a frozen reference by a KL penalty: sample, score,
/// estimate advantages, update. Each part is public, so that an iteration can be done by hand.
/// </summary>
/// <remarks>
/// The policy and the reference share no weights here; a LoRA policy may be paired with a reference that runs the same trunk under another adapter.
/// The objective is maximal expected score - beta KL(policy || reference).
/// </remarks>
public sealed class PpoTrainer : IDisposable
{
    private readonly ILanguageModel policy;
    private readonly nn.Module<Tensor, Tensor> valueHead;
    private readonly ILanguageModel reference;
    private readonly ILanguageModel? valueModel;
    private readonly IReward reward;
    private readonly ITextTokenizer tokenizer;
    private readonly IReadOnlyList<PromptExample> prompts;
    private readonly PpoOptions options;
    private readonly TimeProvider clock;
    private readonly DataOrder order;
    private readonly SeededRandom random;
    private readonly UniformSource uniforms;
    private readonly ModelUpdate update;
    private RunningMoments moments = new();
    private double? firstEntropy;

    /// <summary>Prepares the training; the trainable parameters of policy and value head become views of one vector.</summary>
    /// <param name="policy">What to train, in place; usually the supervised model.</param>
    /// <param name="valueHead">Maps hidden states [B, R, H] to values [B, R].</param>
    /// <param name="reference">The frozen model that the policy is held to; usually another copy of the supervised model.</param>
    /// <param name="reward">Scores responses.</param>
    /// <param name="tokenizer">Turns responses into text for the reward.</param>
    /// <param name="prompts">At least one.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Decides the order of prompts and responses and the sampling.</param>
    /// <param name="valueModel">A trunk of its own for the value head; null lets the head read the policy's hidden states.</param>
    /// <param name="clock">For the durations in <see cref="PpoStep.Times"/>; null takes the system's.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range, or there are no prompts.</exception>
    public PpoTrainer(
        ILanguageModel policy, nn.Module<Tensor, Tensor> valueHead, ILanguageModel reference, IReward reward, ITextTokenizer tokenizer,
        IReadOnlyList<PromptExample> prompts, PpoOptions options, ulong seed, ILanguageModel? valueModel = null, TimeProvider? clock = null)
    {
        options.Validate();
        if (prompts.Count == 0)
        {
            throw new WorkbenchException("There are no prompts.");
        }

        if (ReferenceEquals(policy, reference))
        {
            throw new WorkbenchException(
                "The reference is the policy itself, so the KL penalty would always be zero: give the trainer a second copy of the model.");
        }

        this.policy = policy;
        this.valueHead = valueHead;
        this.reference = reference;
        this.valueModel = valueModel;
        this.reward = reward;
        this.tokenizer = tokenizer;
        this.prompts = prompts;
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        order = new DataOrder(prompts.Count, seed, "ppo prompts");
        random = new SeededRandom(seed).Split("ppo updates");
        uniforms = new UniformSource(new SeededRandom(seed).Split("ppo sampling").NextUInt64());
        KlCoefficient = options.Kl.Coefficient;
        Warnings = PpoWarnings.Of(options);
        var groups = new List<ParameterGroup> { ParameterGroup.Of(policy.Module, "policy."), ParameterGroup.Of(valueHead, "value_head.") };
        if (valueModel is not null)
        {
            groups.Add(ParameterGroup.Of(valueModel.Module, "value_model."));
        }

        update = new ModelUpdate(groups, options.Optimizer, (long)options.Iterations * options.Epochs * options.MiniBatches);
        if (!options.KeepDropout)
        {
            policy.Module.eval();
            valueHead.eval();
            valueModel?.Module.eval();
        }

        reference.Module.eval();
    }

    /// <summary>Harmful settings, in words.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Iterations done.</summary>
    public int IterationsDone { get; private set; }

    /// <summary>Updates skipped because they were broken, since the start.</summary>
    public int SkippedUpdates { get; private set; }

    /// <summary>beta as the controller has it now.</summary>
    public double KlCoefficient { get; private set; }

    /// <summary>Trains to the end, one iteration at a time; stop enumerating to stop training.</summary>
    public IEnumerable<PpoStep> Run()
    {
        while (IterationsDone < options.Iterations)
        {
            yield return Step();
        }
    }

    /// <summary>One iteration: <see cref="Sample"/>, <see cref="Experience"/>, <see cref="Learn"/>.</summary>
    public PpoStep Step()
    {
        var position = (long)IterationsDone * options.BatchSize;
        var started = clock.GetTimestamp();
        var batch = order.Take(position, options.BatchSize).Select(row => prompts[row]).ToArray();
        var generated = Generate(batch, position);
        var sampled = clock.GetTimestamp();
        using var rollout = Score(batch, generated);
        var scored = clock.GetTimestamp();
        using var experience = Experience(rollout);
        var experienced = clock.GetTimestamp();
        var step = Learn(experience);
        var times = new PpoTimes(
            clock.GetElapsedTime(started, sampled), clock.GetElapsedTime(sampled, scored), clock.GetElapsedTime(scored, experienced),
            clock.GetElapsedTime(experienced));
        return step with { Times = times };
    }

    /// <summary>Lets the policy answer prompts and the reward score the answers.</summary>
    /// <param name="batch">The prompts.</param>
    /// <param name="firstRow">Which row of the run's table of uniform numbers the first response uses; the next ones follow.</param>
    /// <returns>The caller frees it.</returns>
    public Rollout Sample(IReadOnlyList<PromptExample> batch, long firstRow) => Score(batch, Generate(batch, firstRow));

    /// <summary>Log-probabilities, values, rewards and advantages of a rollout under the policy as it is now.</summary>
    /// <returns>The caller frees it; the rollout stays the caller's too.</returns>
    /// <exception cref="WorkbenchException">
    /// Before the first update policy and reference disagree (see <see cref="PpoOptions.CheckStart"/>), or a response is empty.
    /// </exception>
    public Experience Experience(Rollout rollout)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (logProbs, referenceLogProbs, values, exactKl) = Forward(rollout);
        var mask = Mask(rollout, values.device);
        var valueMask = options.ScorePlacement == ScorePlacement.AfterLastToken
            ? mask | RewardShaping.AfterLastToken(mask)
            : mask.clone();
        logProbs = Masked.Fill(logProbs, mask);
        referenceLogProbs = Masked.Fill(referenceLogProbs, mask);
        values = Masked.Fill(values, valueMask);
        var kl = exactKl is null
            ? KlPenalty.PerToken(logProbs, referenceLogProbs, options.Kl.Estimator)
            : Masked.Fill(exactKl, mask);
        if (options.CheckStart && update.StepsDone == 0)
        {
            StartCheck.Agreement(logProbs, referenceLogProbs);
        }

        var scores = tensor(UsedScores(rollout), dtype: values.dtype, device: values.device);
        var penalty = kl * -KlCoefficient;
        var rewards = RewardShaping.PerToken(scores, kl, mask, KlCoefficient, options.ScorePlacement);
        var (raw, returns) = options is { WhitenRewards: true, WhitenPadding: true }
            ? WhitenedPadding.Gae(rollout, rewards, values, valueMask, options)
            : Rlhf.Advantages.Gae(
                options.WhitenRewards ? Masked.Whiten(rewards, valueMask, shiftMean: false) : rewards, values, valueMask, options.Gamma, options.Lambda);
        var advantages = options.AdvantageWhitening == Whitening.Batch ? Masked.Whiten(raw, mask) : Masked.Fill(raw, mask);
        scope.MoveToOuter(mask, valueMask, logProbs, referenceLogProbs, values, kl, scores, penalty, rewards, advantages, returns);
        return new Experience(
            rollout, mask, valueMask, logProbs, referenceLogProbs, values, kl, scores, penalty, rewards, advantages, returns);
    }

    /// <summary>All updates of an iteration and the step record.</summary>
    /// <param name="experience">What to learn from.</param>
    /// <param name="orders">The order of the responses in each epoch; null shuffles by the seed.</param>
    public PpoStep Learn(Experience experience, IReadOnlyList<IReadOnlyList<int>>? orders = null)
    {
        using var scope = NewDisposeScope();
        var figures = new List<Tensor>();
        var rates = new List<double>();
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var rows = orders?[epoch] ?? Shuffled(experience.Rollout.Lengths.Length, epoch);
            foreach (var part in rows.Chunk(options.MiniBatchSize))
            {
                rates.Add(update.LearningRate);
                figures.Add(UpdateOn(experience, part));
                if (options.EarlyStop is { EachUpdate: true } && IsFar(figures[^1]))
                {
                    goto done;
                }
            }

            if (options.EarlyStop is { EachUpdate: false } && IsFar(figures[^1]))
            {
                break;
            }
        }

    done:
        return Finish(experience, figures, rates);
    }

    /// <summary>One update on some responses of an experience.</summary>
    /// <param name="experience">What to learn from.</param>
    /// <param name="rows">Which responses.</param>
    /// <returns>What the update measured, read back from the device.</returns>
    public MiniBatchFigures Update(Experience experience, IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        var rate = update.LearningRate;
        var figures = UpdateOn(experience, [.. rows]).cpu().data<double>().ToArray();
        SkippedUpdates += figures[PpoFigure.Accepted] == 0 ? 1 : 0;
        return PpoFigure.Record(figures, rate);
    }

    /// <summary>What to save beside the policy to go on later (the value head is included, a value model is not); the caller frees it.</summary>
    public TrainerState State()
    {
        var tensors = update.State();
        foreach (var (name, parameter) in valueHead.named_parameters())
        {
            tensors["value_head." + name] = parameter.detach().clone();
        }

        return new TrainerState(tensors, new JsonObject
        {
            ["kind"] = "ppo",
            ["iterations_done"] = IterationsDone,
            ["updates_done"] = update.StepsDone,
            ["skipped_updates"] = SkippedUpdates,
            ["kl_coefficient"] = KlCoefficient,
            ["score_mean"] = moments.Mean,
            ["score_variance"] = moments.Variance,
            ["score_count"] = moments.Count,
            ["first_entropy"] = firstEntropy,
        });
    }

    /// <summary>Goes on where <see cref="State"/> was taken; policy (and value model) must have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is another trainer's or another model's.</exception>
    public void Restore(TrainerState state)
    {
        TrainerState.RequireKind(state, "ppo");
        using var off = no_grad();
        foreach (var (name, parameter) in valueHead.named_parameters())
        {
            TrainerState.CopyInto(state.Tensors, "value_head." + name, parameter);
        }

        update.Restore(state.Tensors);
        update.StepsDone = state.Value<long>("updates_done");
        IterationsDone = state.Value<int>("iterations_done");
        SkippedUpdates = state.Value<int>("skipped_updates");
        KlCoefficient = state.Value<double>("kl_coefficient");
        moments = new RunningMoments(state.Value<double>("score_mean"), state.Value<double>("score_variance"), state.Value<long>("score_count"));
        firstEntropy = state.Values["first_entropy"]?.GetValue<double>();
    }

    /// <summary>Frees the optimizer; the models stay usable.</summary>
    public void Dispose() => update.Dispose();

    private (PromptExample[] Batch, TokenBatch Prompts, Generated Generated) Generate(IReadOnlyList<PromptExample> batch, long firstRow)
    {
        var ids = TokenBatches.LeftPadded([.. batch.Select(prompt => prompt.Ids)], tokenizer.PadId, update.Device);
        return ([.. batch], ids, policy.Generate(ids, options.Generation, uniforms.From(firstRow)));
    }

    private Rollout Score(IReadOnlyList<PromptExample> batch, (PromptExample[] Batch, TokenBatch Prompts, Generated Generated) sampled)
    {
        var responses = TokenBatches.ToLists(sampled.Generated.Responses);
        var completions = batch.Select((prompt, row) => new Completion(
            prompt.Text, tokenizer.Decode(responses[row]), prompt.Ids, responses[row], sampled.Generated.Ended[row])).ToArray();
        var scores = reward.Score(completions);
        for (var row = 0; row < scores.Length; row++)
        {
            if (!double.IsFinite(scores[row]))
            {
                throw new WorkbenchException(
                    $"The reward {reward.Name} gave {scores[row]} for the response \"{completions[row].Response}\"; scores must be finite.");
            }
        }

        // A score placed after the last token needs a column behind the longest response.
        var wide = options.ScorePlacement == ScorePlacement.AfterLastToken && sampled.Generated.Responses.Width < options.Generation.MaxNewTokens;
        var lists = wide ? TokenBatches.RightPadded(responses, tokenizer.PadId, update.Device, sampled.Generated.Responses.Width + 1) : null;
        return new Rollout(sampled.Prompts, sampled.Generated, lists ?? sampled.Generated.Responses, completions, scores);
    }

    private double Temperature => options.UseTemperature ? options.Generation.Temperature : 1;

    // The sampler's own numbers are exact where nothing was cut off and its distribution is the one that is trained.
    private Tensor? SamplerLogProbs(Rollout rollout)
    {
        var generated = rollout.Generated;
        var plain = options.Generation is { TopK: 0, TopP: >= 1, MinNewTokens: 0, Sample: true };
        var known = generated is null || options.RecomputeLogProbs ? null
            : Temperature == 1 ? generated.LogProbs
            : plain ? generated.SampledLogProbs
            : null;
        return known is null ? null : nn.functional.pad(known, [0, rollout.Responses.Width - known.shape[1]]);
    }

    private (Tensor LogProbs, Tensor Reference, Tensor Values, Tensor? ExactKl) Forward(Rollout rollout)
    {
        var known = SamplerLogProbs(rollout);
        var full = options.Kl.Estimator == KlEstimator.Full;
        var (logProbs, references, values, exact) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        foreach (var rows in Enumerable.Range(0, rollout.Lengths.Length).Chunk(options.ForwardBatchSize))
        {
            using var scope = NewDisposeScope();
            var part = rollout.Lengths.Length <= options.ForwardBatchSize
                ? new ResponseBatch(rollout.Prompts, rollout.Responses, rollout.Lengths)
                : ResponseBatch.Rows(rollout, rows, rollout.Responses.Width, options.Generation.PadId);
            var hidden = policy.HiddenStates(part.Prompts, part.Responses);
            var referenceHidden = reference.HiddenStates(part.Prompts, part.Responses);
            values.Add(scope.MoveToOuter(ValuesOf(part, hidden)));
            references.Add(scope.MoveToOuter(part.LogProbs(reference, referenceHidden, Temperature)));
            if (known is null)
            {
                logProbs.Add(scope.MoveToOuter(part.LogProbs(policy, hidden, Temperature)));
            }

            if (full)
            {
                exact.Add(scope.MoveToOuter(part.Spread(KlPenalty.Full(
                    LogProbs.OverVocabulary(policy.Logits(part.AtRealTokens(hidden).Hidden), Temperature),
                    LogProbs.OverVocabulary(reference.Logits(part.AtRealTokens(referenceHidden).Hidden), Temperature)))));
            }
        }

        return (known ?? cat(logProbs), cat(references), cat(values), full ? cat(exact) : null);
    }

    private Tensor ValuesOf(ResponseBatch batch, Tensor policyHidden) =>
        valueHead.call(valueModel is null ? policyHidden : valueModel.HiddenStates(batch.Prompts, batch.Responses));

    private Tensor Mask(Rollout rollout, Device device)
    {
        var width = (int)rollout.Responses.Width;
        var mask = new bool[rollout.Lengths.Length * width];
        for (var row = 0; row < rollout.Lengths.Length; row++)
        {
            for (var token = 0; token < width; token++)
            {
                mask[row * width + token] = rollout.IsTrained(row, token, options);
            }

            if (!mask.AsSpan(row * width, width).Contains(true))
            {
                throw new WorkbenchException(
                    $"Response {row} of the rollout has {rollout.Lengths[row]} tokens, none of which is to be trained on"
                    + (options.MaskFirstToken ? " (MaskFirstToken leaves the first one out)." : "."));
            }
        }

        return tensor(mask, [rollout.Lengths.Length, width], device: device);
    }

    private double[] UsedScores(Rollout rollout)
    {
        var scores = rollout.Scores.Select((score, row) =>
            rollout.Completions[row].Ended ? score
            : options.MissingEndScore ?? score - (options.MissingEndPenalty ?? 0)).ToArray();
        if (options.ScoreScaling != ScoreScaling.None)
        {
            moments = moments.Add(scores);
            var centre = options.ScoreScaling == ScoreScaling.MeanAndDeviation ? moments.Mean : 0;
            var deviation = moments.StandardDeviation + 1.1920929e-7;
            scores = [.. scores.Select(score => (score - centre) / deviation)];
        }

        return options.ScoreClip is { } limit ? [.. scores.Select(score => Math.Clamp(score, -limit, limit))] : scores;
    }

    private int[] Shuffled(int count, int epoch)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        random.Split((long)IterationsDone * options.Epochs + epoch).Shuffle(rows);
        return rows;
    }

    private bool IsFar(Tensor figures)
    {
        var stop = options.EarlyStop!;
        var distance = figures[stop.Signed ? PpoFigure.PolicyKl : PpoFigure.ApproxKl].item<double>();
        return distance > 1.5 * stop.TargetKl;
    }

    private Tensor UpdateOn(Experience experience, int[] rows)
    {
        using var scope = NewDisposeScope();
        var rollout = experience.Rollout;
        var total = PpoMiniBatch.Counts(rollout, rows, options);
        var advantages = Advantages(experience, rows, Whitening.MiniBatch);
        var parts = rows.Chunk(options.MicroBatchSize ?? rows.Length).ToArray();
        var figures = new List<Tensor>();
        var weights = new List<double>();
        var done = 0;
        update.Begin();
        foreach (var part in parts)
        {
            using var inner = NewDisposeScope();
            var own = options.AdvantageWhitening == Whitening.MicroBatch
                ? Advantages(experience, part, Whitening.MicroBatch)
                : advantages.narrow(0, done, part.Length);
            var batch = new PpoMiniBatch(experience, part, own, options);
            var tokens = PpoMiniBatch.Counts(rollout, part, options);
            var share = options.GradientAccumulation == GradientAccumulation.Tokens
                ? (Policy: (double)tokens.Policy / total.Policy, Value: (double)tokens.Value / total.Value)
                : (Policy: 1.0 / parts.Length, Value: 1.0 / parts.Length);
            done += part.Length;
            if (options.GradientAccumulation == GradientAccumulation.LastPassOnly)
            {
                update.Begin();
            }

            var (policyLoss, valueLoss, measured) = Losses(batch);
            var loss = share.Policy * policyLoss + share.Value * options.ValueCoefficient * valueLoss;
            if (options.BrokenUpdate == BrokenUpdate.ZeroLoss && options.RatioLimit is { } limit)
            {
                loss = loss * (measured[PpoFigure.MeanRatio] <= limit).to_type(loss.dtype);
            }

            loss.backward();
            figures.Add(inner.MoveToOuter(measured));
            weights.Add(share.Policy);
        }

        using var off = no_grad();
        var combined = PpoFigure.Combine(figures, weights);
        if (options.CheckStart && update.StepsDone == 0)
        {
            StartCheck.Ratio(combined);
        }

        var accept = Finite.Is(combined[PpoFigure.Loss]);
        if (options.RatioLimit is { } highest)
        {
            accept = accept & (combined[PpoFigure.MeanRatio] <= highest);
        }

        var norm = update.End(
            options.BrokenUpdate == BrokenUpdate.Skip ? accept : null, out var accepted,
            clip: !options.ClipFirstUpdateOnly || update.StepsDone == 0);
        return scope.MoveToOuter(PpoFigure.WithStep(combined, norm, accepted));
    }

    // The advantages of some rows, whitened over them where the options ask for it at this level.
    private Tensor Advantages(Experience experience, int[] rows, Whitening level)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: experience.Mask.device);
        var advantages = experience.Advantages.index(index);
        return scope.MoveToOuter(options.AdvantageWhitening == level
            ? Masked.Whiten(advantages, experience.Mask.index(index))
            : advantages);
    }

    internal (Tensor Policy, Tensor Value, Tensor Figures) Losses(PpoMiniBatch batch)
    {
        var hidden = policy.HiddenStates(batch.Responses.Prompts, batch.Responses.Responses);
        var (real, tokens) = batch.Responses.AtRealTokens(hidden);
        var logits = policy.Logits(real);
        var logProbs = batch.Responses.Spread(LogProbs.OfTokens(logits, tokens, Temperature));
        var values = ValuesOf(batch.Responses, hidden);
        var policyLoss = PpoLoss.Policy(logProbs, batch.LogProbs, batch.Advantages, batch.Mask, options.ClipRange);
        var valueLoss = PpoLoss.Value(values, batch.Values, batch.Returns, batch.ValueMask, options.ValueClipRange);
        using var off = no_grad();
        var entropy = options.ExactEntropy
            ? Masked.Mean(batch.Responses.Spread(LogProbs.Entropy(logits)), batch.Mask)
            : null;
        return (policyLoss.Loss, valueLoss.Loss, PpoFigure.Of(batch, policyLoss, valueLoss, values, entropy, options.ValueCoefficient));
    }

    private PpoStep Finish(Experience experience, List<Tensor> figures, List<double> rates)
    {
        using var off = no_grad();
        var rollout = experience.Rollout;
        var difference = Masked.RowSum(experience.LogProbs - experience.ReferenceLogProbs, experience.Mask);
        var perResponse = stack([experience.Kl.sum(-1), difference, -experience.LogProbs.sum(-1), experience.Scores]).to_type(ScalarType.Float64);
        var transferred = cat([perResponse.flatten(), stack(figures).flatten()]).cpu().data<double>().ToArray();
        var count = rollout.Lengths.Length;
        var (kl, sampledKl) = (transferred[..count], transferred[count..(2 * count)]);
        var (surprise, used) = (transferred[(2 * count)..(3 * count)], transferred[(3 * count)..(4 * count)]);
        var updates = figures.Select((_, i) =>
            PpoFigure.Record(transferred.AsSpan(4 * count + i * PpoFigure.Count, PpoFigure.Count), rates[i])).ToArray();
        var entropy = surprise.Sum() / Enumerable.Range(0, count).Sum(row => rollout.TrainedCount(row, options));
        firstEntropy ??= entropy;
        var coefficient = KlCoefficient;
        if (options.Kl.Target is { } target)
        {
            KlCoefficient = Math.Max(0, KlController.Adaptive(coefficient, kl.Average(), target, count, options.Kl.Horizon));
        }

        SkippedUpdates += updates.Count(made => !made.Accepted);
        IterationsDone++;
        var step = PpoSteps.Summarise(rollout, updates, kl, sampledKl, used) with
        {
            Iteration = IterationsDone,
            KlCoefficient = coefficient,
            Objective = used.Average() - coefficient * kl.Average(),
            Entropy = entropy,
            UpdateCount = (int)update.StepsDone,
        };
        return step with { Alarms = PpoAlarms.Of(step, firstEntropy.Value, options.Alarms) };
    }
}
