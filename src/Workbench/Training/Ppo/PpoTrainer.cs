using System.Text.Json.Nodes;
using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Planning;
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
public sealed class PpoTrainer : ITrainer<PpoStep>, IDisposable
{
    private readonly PpoModels models;
    private readonly PpoOptions options;
    private readonly IReward reward;
    private readonly IReadOnlyList<PromptExample> prompts;
    private readonly TimeProvider clock;
    private readonly DataOrder order;
    private readonly SeededRandom random;
    private readonly UniformSource uniforms;
    private readonly ModelUpdate optimizer;
    private readonly RolloutSampling sampling;
    private readonly PpoScores scores;
    private readonly PpoUpdate update;
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
    /// <param name="workers">
    /// Threads that share the work on a CPU; at least 1, null for all processors. No number depends on how many there are.
    /// </param>
    /// <exception cref="WorkbenchException">An option lies outside its range, or there are no prompts.</exception>
    public PpoTrainer(
        ILanguageModel policy, nn.Module<Tensor, Tensor> valueHead, ILanguageModel reference, IReward reward, ITextTokenizer tokenizer,
        IReadOnlyList<PromptExample> prompts, PpoOptions options, ulong seed, ILanguageModel? valueModel = null, TimeProvider? clock = null,
        int? workers = null)
    {
        options.Validate();
        TrainerInputs.RequirePrompts(prompts);
        TrainerInputs.RequireReference(policy, reference, otherwise: "the KL penalty would always be zero");
        TrainerInputs.RequireReader("value model", policy, valueModel);

        this.reward = reward;
        this.prompts = prompts;
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        order = new DataOrder(prompts.Count, seed, "ppo prompts");
        random = new SeededRandom(seed).Split("ppo updates");
        uniforms = new UniformSource(new SeededRandom(seed).Split("ppo sampling").NextUInt64());
        KlCoefficient = options.Kl.Coefficient;
        Warnings = PpoWarnings.Of(options);
        models = new PpoModels(policy, valueHead, reference, valueModel)
        {
            Trunk = PpoTrunk.Of(policy, reference, options.KeepDropout),
        };
        models.SetModes(options.KeepDropout);
        // Dropout draws from one generator: with several threads their order would decide.
        optimizer = new ModelUpdate(
            models.Trained(), options.Optimizer, options.Updates,
            options.RatePerIteration ? options.Epochs * options.MiniBatches : 1, options.KeepDropout ? 1 : workers);
        sampling = new RolloutSampling(policy, reward, tokenizer, options.Generation, optimizer.Device)
        {
            StopText = options.StopText,
            ColumnBehind = options.ScorePlacement == ScorePlacement.AfterLastToken,
            PaddingMovesPositions = options.PaddingMovesPositions,
            CutStartToken = options.CutStartToken,
            KeepStates = policy is CausalLanguageModel or T5 && valueModel is null && !options.RecomputeLogProbs,
            Workers = optimizer.Workers,
        };
        scores = new PpoScores(options);
        update = new PpoUpdate(models, options, optimizer);
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
        using var single = new SingleThreaded();
        var position = (long)IterationsDone * options.BatchSize;
        var started = clock.GetTimestamp();
        var batch = order.Take(position, options.BatchSize).Select(row => prompts[row]).ToArray();
        var generated = sampling.Generate(batch, uniforms.From(position));
        var sampled = clock.GetTimestamp();
        using var rollout = sampling.Score(batch, generated);
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
    public Rollout Sample(IReadOnlyList<PromptExample> batch, long firstRow) =>
        sampling.Score(batch, sampling.Generate(batch, uniforms.From(firstRow)));

    /// <summary>Log-probabilities, values, rewards and advantages of a rollout under the policy as it is now.</summary>
    /// <returns>The caller frees it; the rollout stays the caller's too.</returns>
    /// <exception cref="WorkbenchException">
    /// Before the first update policy and reference disagree (see <see cref="PpoOptions.CheckStart"/>), or a response is empty.
    /// </exception>
    public Experience Experience(Rollout rollout)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var single = new SingleThreaded();
        var (logProbs, referenceLogProbs, values, exactKl, trunk) = PpoForward.Of(rollout, models, options, optimizer.Workers);
        var mask = TrainedTokens.Mask(rollout, options, values.device);
        var valueMask = options.ScorePlacement == ScorePlacement.AfterLastToken
            ? mask | RewardShaping.AfterLastToken(mask)
            : mask.clone();
        logProbs = Masked.Fill(logProbs, mask);
        referenceLogProbs = Masked.Fill(referenceLogProbs, mask);
        values = Masked.Fill(values, valueMask);
        var kl = exactKl is null
            ? KlPenalty.PerToken(logProbs, referenceLogProbs, options.Kl.Estimator)
            : Masked.Fill(exactKl, mask);
        if (options.CheckStart && optimizer.StepsDone == 0)
        {
            StartCheck.Agreement(logProbs, referenceLogProbs);
        }

        var used = tensor(scores.Used(rollout), dtype: values.dtype, device: values.device);
        var inReward = options.Kl.InLoss ? 0 : KlCoefficient;
        var penalty = kl * -inReward;
        var rewards = RewardShaping.PerToken(used, kl, mask, inReward, options.ScorePlacement);
        var (raw, returns) = options is { WhitenRewards: true, WhitenPadding: true }
            ? WhitenedPadding.Gae(rollout, rewards, values, valueMask, options)
            : Rlhf.Advantages.Gae(
                options.WhitenRewards ? Masked.Whiten(rewards, valueMask, shiftMean: false) : rewards, values, valueMask, options.Gamma, options.Lambda);
        var advantages = options.AdvantageWhitening == Whitening.Batch ? Masked.Whiten(raw, mask) : Masked.Fill(raw, mask);
        scope.MoveToOuter(mask, valueMask, logProbs, referenceLogProbs, values, kl, used, penalty, rewards, advantages, returns);
        return new Experience(
            rollout, mask, valueMask, logProbs, referenceLogProbs, values, kl, used, penalty, rewards, advantages, returns)
        {
            KlCoefficient = KlCoefficient,
            Trunk = trunk is null ? null : scope.MoveToOuter(trunk),
        };
    }

    /// <summary>All updates of an iteration and the step record.</summary>
    /// <param name="experience">What to learn from.</param>
    /// <param name="orders">The order of the responses in each epoch; null shuffles by the seed.</param>
    public PpoStep Learn(Experience experience, IReadOnlyList<IReadOnlyList<int>>? orders = null)
    {
        using var scope = NewDisposeScope();
        var figures = new List<Tensor>();
        var made = new List<PpoUpdateRecord>();
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var rows = orders?[epoch] ?? Shuffled(experience.Rollout.Lengths.Length, epoch);
            foreach (var part in rows.Chunk(options.StepSize))
            {
                made.Add(new PpoUpdateRecord(optimizer.LearningRate, part, update.DiscardsNext));
                figures.Add(update.On(experience, part));
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
        return Finish(experience, figures, made);
    }

    /// <summary>One update on some responses of an experience.</summary>
    /// <param name="experience">What to learn from.</param>
    /// <param name="rows">Which responses; with <see cref="GradientAccumulation.LastPassOnly"/> those of one pass.</param>
    /// <returns>What the update measured, read back from the device.</returns>
    public MiniBatchFigures Update(Experience experience, IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        var made = new PpoUpdateRecord(optimizer.LearningRate, [.. rows], update.DiscardsNext);
        var figures = update.On(experience, made.Rows).cpu().data<double>().ToArray();
        var record = PpoFigure.Record(figures, made, PpoMiniBatch.Counts(experience.Rollout, made.Rows, options).Policy);
        SkippedUpdates += record.IsSkipped ? 1 : 0;
        return record;
    }

    /// <summary>What the training will take, if every response becomes as long as it may. The models may lie on the <c>meta</c> device.</summary>
    /// <param name="target">The machine that it is planned for.</param>
    public MemoryPlan Memory(MemoryTarget target)
    {
        var memory = new PolicyMemory(
            "ppo", target, models.Policy, models.Reference, models.ValueModel, reward, options.Generation,
            optimizer.TrainedBytes, optimizer.IsReal);
        var iterations = Math.Min(options.Iterations, (prompts.Count + options.BatchSize - 1) / options.BatchSize);
        return memory.Plan(
            [.. Enumerable.Range(0, iterations).Select(iteration =>
                order.Take((long)iteration * options.BatchSize, options.BatchSize).Select(row => prompts[row].Ids.Count).ToArray())],
            rows => RowParts.Of([.. rows.Select(row => row.Prompt + row.Response)], options.ForwardBatchSize, target.OnCpu),
            rows => Enumerable.Range(0, rows.Count).Chunk(options.StepSize).SelectMany(miniBatch => miniBatch.Chunk(options.MicroBatchSize ?? miniBatch.Length))
                .Select(micro => target.OnCpu ? RowParts.Of(micro, row => rows[row].Prompt + rows[row].Response) : [micro]),
            vocabularies: options.EntropyCoefficient > 0 || options.ExactEntropy ? 6 : 3);
    }

    /// <summary>What to save beside the policy to go on later (the value head is included, a value model is not); the caller frees it.</summary>
    public TrainerState State()
    {
        var tensors = optimizer.State();
        foreach (var (name, parameter) in models.ValueHead.named_parameters())
        {
            tensors["value_head." + name] = parameter.detach().clone();
        }

        return new TrainerState(tensors, new JsonObject
        {
            ["kind"] = "ppo",
            ["iterations_done"] = IterationsDone,
            ["updates_done"] = optimizer.StepsDone,
            ["passes_pending"] = update.PassesPending,
            ["skipped_updates"] = SkippedUpdates,
            ["kl_coefficient"] = KlCoefficient,
            ["score_mean"] = scores.Moments.Mean,
            ["score_variance"] = scores.Moments.Variance,
            ["score_count"] = scores.Moments.Count,
            ["first_entropy"] = firstEntropy,
        });
    }

    /// <summary>Goes on where <see cref="State"/> was taken; policy (and value model) must have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is another trainer's or another model's.</exception>
    public void Restore(TrainerState state)
    {
        TrainerState.RequireKind(state, "ppo");
        using var off = no_grad();
        foreach (var (name, parameter) in models.ValueHead.named_parameters())
        {
            TrainerState.CopyInto(state.Tensors, "value_head." + name, parameter);
        }

        optimizer.Restore(state.Tensors);
        optimizer.StepsDone = state.Value<long>("updates_done");
        update.PassesPending = state.Values["passes_pending"]?.GetValue<int>() ?? 0;
        IterationsDone = state.Value<int>("iterations_done");
        SkippedUpdates = state.Value<int>("skipped_updates");
        KlCoefficient = state.Value<double>("kl_coefficient");
        scores.Moments = new RunningMoments(state.Value<double>("score_mean"), state.Value<double>("score_variance"), state.Value<long>("score_count"));
        firstEntropy = state.Values["first_entropy"]?.GetValue<double>();
    }

    /// <summary>Frees the optimizer; the models stay usable.</summary>
    public void Dispose() => optimizer.Dispose();

    private int[] Shuffled(int count, int epoch)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        random.Split((long)IterationsDone * options.Epochs + epoch).Shuffle(rows);
        return rows;
    }

    private bool IsFar(Tensor figures)
    {
        var stop = options.EarlyStop!;
        return KlController.IsFar(figures[stop.Signed ? PpoFigure.PolicyKl : PpoFigure.ApproxKl].item<double>(), stop.TargetKl);
    }

    internal (Tensor Policy, Tensor Value, Tensor Figures) Losses(PpoMiniBatch batch) => update.Losses(batch);

    internal Tensor UpdateOn(Experience experience, int[] rows) => update.On(experience, rows);

    private PpoStep Finish(Experience experience, IReadOnlyList<Tensor> figures, IReadOnlyList<PpoUpdateRecord> made)
    {
        var step = PpoSteps.Summarise(experience, figures, made, options);
        var coefficient = KlCoefficient;
        if (options.Kl.Target is { } target)
        {
            KlCoefficient = Math.Max(0, KlController.Adaptive(coefficient, step.Kl, target, step.Samples.Count, options.Kl.Horizon));
        }

        firstEntropy ??= step.Entropy;
        SkippedUpdates += step.SkippedUpdates;
        IterationsDone++;
        step = step with
        {
            Iteration = IterationsDone,
            KlCoefficient = coefficient,
            Objective = step.ScoreUsed - coefficient * step.Kl,
            UpdateCount = (int)optimizer.StepsDone,
        };
        return step with
        {
            Alarms = PpoAlarms.Of(
                step.SampledKl, step.Entropy, firstEntropy.Value, step.DistinctShare, step.SkippedUpdates,
                step.Updates.Count(update => !update.IsDiscarded), options.Alarms),
        };
    }
}
