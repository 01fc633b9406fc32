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
/// GRPO, RLOO or online DPO: sample a group of responses to each prompt, score them, learn from how they differ. Each part is public, so that an
/// iteration can be done by hand.
/// </summary>
public sealed class GroupTrainer : ITrainer<GroupStep>, IDisposable
{
    private readonly ILanguageModel policy;
    private readonly ILanguageModel reference;
    private readonly IReadOnlyList<PromptExample> prompts;
    private readonly GroupOptions options;
    private readonly IReward reward;
    private readonly DataOrder order;
    private readonly SeededRandom random;
    private readonly UniformSource uniforms;
    private readonly RolloutSampling sampling;
    private readonly ModelUpdate update;
    private double? firstEntropy;

    /// <summary>Prepares the training; the trainable parameters of the policy become views of one vector.</summary>
    /// <param name="policy">What to train, in place; usually the supervised model.</param>
    /// <param name="reference">The frozen model that the policy is held to; usually another copy of the supervised model.</param>
    /// <param name="reward">Scores responses.</param>
    /// <param name="tokenizer">Turns responses into text for the reward.</param>
    /// <param name="prompts">At least one.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Decides the order of prompts and responses and the sampling.</param>
    /// <param name="workers">
    /// Threads that share the work on a CPU; at least 1, null for all processors. No number depends on how many there are.
    /// </param>
    /// <exception cref="WorkbenchException">An option lies outside its range, or there are no prompts.</exception>
    public GroupTrainer(
        ILanguageModel policy, ILanguageModel reference, IReward reward, ITextTokenizer tokenizer, IReadOnlyList<PromptExample> prompts,
        GroupOptions options, ulong seed, int? workers = null)
    {
        options.Validate();
        TrainerInputs.RequirePrompts(prompts);
        TrainerInputs.RequireReference(policy, reference, otherwise: "nothing would hold the policy");

        this.policy = policy;
        this.reference = reference;
        this.reward = reward;
        this.prompts = prompts;
        this.options = options;
        order = new DataOrder(prompts.Count, seed, "group prompts");
        random = new SeededRandom(seed).Split("group updates");
        uniforms = new UniformSource(new SeededRandom(seed).Split("group sampling").NextUInt64());
        Warnings = [.. SamplingWarnings.Of(options.Generation, useTemperature: true)];
        var updates = (options.BatchSize + options.MiniBatchSize - 1) / options.MiniBatchSize;
        update = new ModelUpdate(
            [ParameterGroup.Of(policy.Module, "policy.")], options.Optimizer, (long)options.Iterations * options.Epochs * updates,
            workers: workers);
        sampling = new RolloutSampling(
            policy, reward, tokenizer, options.Generation with { ResponsesPerPrompt = options.GroupSize }, update.Device)
        {
            StopText = options.StopText,
            Workers = update.Workers,
        };
        policy.Module.eval();
        reference.Module.eval();
    }

    /// <summary>Harmful settings, in words.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Iterations done.</summary>
    public int IterationsDone { get; private set; }

    /// <summary>Updates skipped because they were broken, since the start.</summary>
    public int SkippedUpdates { get; private set; }

    /// <summary>Trains to the end, one iteration at a time; stop enumerating to stop training.</summary>
    public IEnumerable<GroupStep> Run()
    {
        while (IterationsDone < options.Iterations)
        {
            yield return Step();
        }
    }

    /// <summary>One iteration: <see cref="Sample"/>, <see cref="Experience"/>, <see cref="Learn"/>.</summary>
    public GroupStep Step()
    {
        using var single = new SingleThreaded();
        var position = (long)IterationsDone * options.Prompts;
        using var rollout = Sample([.. order.Take(position, options.Prompts).Select(row => prompts[row])], position * options.GroupSize);
        using var experience = Experience(rollout);
        return Learn(experience);
    }

    /// <summary>Lets the policy answer each prompt <see cref="GroupOptions.GroupSize"/> times and the reward score the answers.</summary>
    /// <param name="batch">The prompts.</param>
    /// <param name="firstRow">Which row of the run's table of uniform numbers the first response uses; the next ones follow.</param>
    /// <returns>The caller frees it.</returns>
    public Rollout Sample(IReadOnlyList<PromptExample> batch, long firstRow) =>
        sampling.Score(batch, sampling.Generate(batch, uniforms.From(firstRow)));

    /// <summary>Log-probabilities and advantages of a rollout under the policy as it is now.</summary>
    /// <param name="rollout">The responses to a prompt are neighbours.</param>
    /// <returns>The caller frees it; the rollout stays the caller's too.</returns>
    /// <exception cref="WorkbenchException">
    /// Before the first update policy and reference disagree (see <see cref="GroupOptions.CheckStart"/>), or a response is empty.
    /// </exception>
    public GroupExperience Experience(Rollout rollout)
    {
        if (Array.IndexOf(rollout.Lengths, 0) is var empty and >= 0)
        {
            throw new WorkbenchException($"Response {empty} of the rollout is empty; a response has at least one token.");
        }

        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var single = new SingleThreaded();
        var mask = rollout.Responses.Mask.clone();
        var known = SamplerLogProbs.Of(rollout, options.Generation, options.Generation.Temperature);
        var logProbs = Masked.Fill(known ?? Forward(policy, rollout), mask);
        var references = Masked.Fill(Forward(reference, rollout), mask);
        if (options.CheckStart && update.StepsDone == 0)
        {
            StartCheck.Agreement(logProbs, references);
        }

        var used = rollout.Scores.Select((score, row) => rollout.Completions[row].Ended ? score : score - (options.MissingEndPenalty ?? 0));
        var scores = tensor(
            options.ScoreClip is { } limit ? [.. used.Select(score => Math.Clamp(score, -limit, limit))] : used.ToArray(),
            dtype: logProbs.dtype, device: logProbs.device);
        var advantages = Advantages(scores, (logProbs - references).sum(-1));
        var learned = !options.MaskTruncated ? null : mask & tensor(
            rollout.Lengths.Select((_, row) => GroupLoss.IsLearned(rollout, row, options)).ToArray(), device: mask.device).unsqueeze(1);
        scope.MoveToOuter(mask, logProbs, references, scores, advantages);
        return new GroupExperience(rollout, mask, logProbs, references, scores, advantages, Units(scores))
        {
            Learned = learned is null ? null : scope.MoveToOuter(learned),
        };
    }

    /// <summary>All updates of an iteration and the step record.</summary>
    /// <param name="experience">What to learn from.</param>
    /// <param name="orders">The order of the experience's units in each epoch; null shuffles by the seed.</param>
    public GroupStep Learn(GroupExperience experience, IReadOnlyList<IReadOnlyList<int>>? orders = null)
    {
        using var scope = NewDisposeScope();
        var (figures, rates) = (new List<Tensor>(), new List<double>());
        var perUpdate = Math.Max(1, options.MiniBatchSize / (experience.Units.Count == 0 ? 1 : experience.Units[0].Count));
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            foreach (var part in (orders?[epoch] ?? Shuffled(experience.Units.Count, epoch)).Chunk(perUpdate))
            {
                rates.Add(update.LearningRate);
                figures.Add(UpdateOn(experience, [.. part.Select(unit => experience.Units[unit])]));
            }
        }

        return Finish(experience, figures, rates);
    }

    /// <summary>What the training will take, if every response becomes as long as it may. The models may lie on the <c>meta</c> device.</summary>
    /// <param name="target">The machine that it is planned for.</param>
    public MemoryPlan Memory(MemoryTarget target)
    {
        var memory = new PolicyMemory(
            Kind.ToLowerInvariant(), target, policy, reference, null, reward, options.Generation with { ResponsesPerPrompt = options.GroupSize },
            update.TrainedBytes, update.IsReal);
        var iterations = Math.Min(options.Iterations, (prompts.Count + options.Prompts - 1) / options.Prompts);
        return memory.Plan(
            [.. Enumerable.Range(0, iterations).Select(iteration => order.Take((long)iteration * options.Prompts, options.Prompts)
                .SelectMany(row => Enumerable.Repeat(prompts[row].Ids.Count, options.GroupSize)).ToArray())],
            rows => RowParts.Of([.. rows.Select(row => row.Prompt + row.Response)], options.ForwardBatchSize, target.OnCpu),
            rows => Planned(rows.Count).Chunk(Math.Max(1, options.MiniBatchSize / UnitSize))
                .SelectMany(units => Passes([.. units], unit => unit.Sum(row => rows[row].Prompt + rows[row].Response), target.OnCpu))
                .Select(IReadOnlyList<int[]> (pass) => [.. pass.Select(part => part.SelectMany(unit => unit).ToArray())]),
            vocabularies: 3);
    }

    /// <summary>What to save beside the policy to go on later; the caller frees it.</summary>
    public TrainerState State() => new(update.State(), new JsonObject
    {
        ["kind"] = Kind,
        ["iterations_done"] = IterationsDone,
        ["updates_done"] = update.StepsDone,
        ["skipped_updates"] = SkippedUpdates,
        ["first_entropy"] = firstEntropy,
    });

    /// <summary>Goes on where <see cref="State"/> was taken; the policy must have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is another trainer's or another model's.</exception>
    public void Restore(TrainerState state)
    {
        TrainerState.RequireKind(state, Kind);
        update.Restore(state.Tensors);
        update.StepsDone = state.Value<long>("updates_done");
        IterationsDone = state.Value<int>("iterations_done");
        SkippedUpdates = state.Value<int>("skipped_updates");
        firstEntropy = state.Values["first_entropy"]?.GetValue<double>();
    }

    /// <summary>Frees the optimizer; the models stay usable.</summary>
    public void Dispose() => update.Dispose();

    // Forward passes with gradients as the options ask for, each in as many parts as make work for several processors.
    private IEnumerable<IReadOnlyList<IReadOnlyList<int>[]>> Passes(IReadOnlyList<int>[] units, Func<IReadOnlyList<int>, int> length, bool onCpu) =>
        units.Chunk(options.MicroBatchSize is { } size ? Math.Max(1, size / units[0].Count) : units.Length)
            .Select(IReadOnlyList<IReadOnlyList<int>[]> (pass) => onCpu
                ? [.. RowParts.Of([.. Enumerable.Range(0, pass.Length)], unit => length(pass[unit])).Select(part => part.Select(unit => pass[unit]).ToArray())]
                : [pass]);

    // Of online DPO's groups one pair is learned from, whichever it will be.
    private IEnumerable<IReadOnlyList<int>> Planned(int count) => options.Algorithm == GroupAlgorithm.OnlineDpo
        ? Enumerable.Range(0, count).Chunk(options.GroupSize).Select(group => group[..2])
        : Enumerable.Range(0, count).Select(row => new[] { row });

    private int UnitSize => options.Algorithm == GroupAlgorithm.OnlineDpo ? 2 : 1;

    private string Kind => options.Algorithm.ToString();

    // Log-probabilities [B, R], 0 at the pads.
    private Tensor Forward(ILanguageModel model, Rollout rollout)
    {
        var device = rollout.Responses.Ids.device;
        var table = zeros(rollout.Responses.Ids.shape, model.Module.parameters().First().dtype, device);
        var parts = RowParts.Of(rollout.Totals, options.ForwardBatchSize, update.Workers.OnCpu);
        update.Workers.Run(parts.Count, index =>
        {
            using var scope = NewDisposeScope();
            using var off = no_grad();
            var width = parts[index].Max(row => rollout.Lengths[row]);
            var part = ResponseBatch.Rows(rollout, parts[index], width, options.Generation.PadId);
            var logProbs = part.LogProbs(model, model.HiddenStates(part.Prompts, part.Responses), options.Generation.Temperature);
            table.narrow(1, 0, width).index_copy_(0, tensor(parts[index].Select(row => (long)row).ToArray(), device: device), logProbs);
        });
        return table;
    }

    private Tensor Advantages(Tensor scores, Tensor kl)
    {
        switch (options.Algorithm)
        {
            case GroupAlgorithm.Rloo:
                var advantages = Rloo.Advantages(scores - options.KlCoefficient * kl, options.GroupSize);
                return options.WhitenAdvantages ? (advantages - advantages.mean()) / (advantages.std() + 1e-4) : advantages;
            case GroupAlgorithm.OnlineDpo:
                return Grpo.Advantages(scores, options.GroupSize, GroupScale.None);
            default:
                return Grpo.Advantages(scores, options.GroupSize, options.GroupScale);
        }
    }

    private int[][] Units(Tensor scores)
    {
        var count = (int)scores.shape[0];
        if (options.Algorithm != GroupAlgorithm.OnlineDpo)
        {
            return [.. Enumerable.Range(0, count).Select(row => new[] { row })];
        }

        var values = scores.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        return [.. Enumerable.Range(0, count).Chunk(options.GroupSize)
            .Select(group => new[] { group.MaxBy(row => values[row]), group.MinBy(row => values[row]) })
            .Where(pair => values[pair[0]] > values[pair[1]])];
    }

    private int[] Shuffled(int count, int epoch)
    {
        int[] units = [.. Enumerable.Range(0, count)];
        random.Split((long)IterationsDone * options.Epochs + epoch).Shuffle(units);
        return units;
    }

    internal Tensor UpdateOn(GroupExperience experience, IReadOnlyList<int>[] units)
    {
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        var totals = experience.Rollout.Totals;
        var parts = Passes(units, unit => unit.Sum(row => totals[row]), update.Workers.OnCpu).SelectMany(pass => pass).ToArray();
        var all = zeros([parts.Length, GroupLoss.Figures], ScalarType.Float64, update.Device);
        update.Begin();
        update.Backward(parts.Length, index =>
        {
            var (loss, measured) = GroupLoss.Of(policy, experience, parts[index], options);
            using (no_grad())
            {
                all[index].copy_(measured);
            }

            return loss * GroupLoss.Share(experience, parts[index], units, options);
        });

        using var off = no_grad();
        var combined = GroupLoss.Combine(all, experience, parts, units, options);
        if (options.CheckStart && update.StepsDone == 0)
        {
            StartCheck.Ratio(combined[1], combined[4]);
        }

        var accept = Finite.Is(combined[0]);
        if (options.RatioLimit is { } highest)
        {
            accept = accept & (combined[3] <= highest);
        }

        var norm = update.End(accept, out var accepted);
        return scope.MoveToOuter(cat([combined, norm.to_type(ScalarType.Float64).view(1), accepted.to_type(ScalarType.Float64).view(1)]));
    }

    private GroupStep Finish(GroupExperience experience, List<Tensor> figures, List<double> rates)
    {
        using var off = no_grad();
        var rollout = experience.Rollout;
        var count = rollout.Lengths.Length;
        var perResponse = stack([
            (experience.LogProbs - experience.ReferenceLogProbs).sum(-1), -experience.LogProbs.sum(-1), experience.Scores,
        ]).to_type(ScalarType.Float64).flatten();
        var numbers = cat([perResponse, .. figures]).cpu().data<double>().ToArray();
        var (kl, surprise, used) = (numbers[..count], numbers[count..(2 * count)], numbers[(2 * count)..(3 * count)]);
        var updates = numbers[(3 * count)..].Chunk(GroupLoss.Figures + 2)
            .Select((f, i) => new GroupUpdateFigures(f[0], f[1], f[2], f[3], f[4], f[5], f[6] != 0, rates[i])).ToArray();
        IterationsDone++;
        var step = GroupSteps.Of(rollout, updates, kl, used, options.GroupSize) with
        {
            Iteration = IterationsDone,
            Entropy = surprise.Sum() / rollout.Lengths.Sum(),
            KlCoefficient = options.KlCoefficient,
            Objective = used.Average() - options.KlCoefficient * kl.Average(),
            LearningRate = rates.Count == 0 ? update.LearningRate : rates[^1],
            UpdateCount = (int)update.StepsDone,
        };
        firstEntropy ??= step.Entropy;
        SkippedUpdates += step.SkippedUpdates;
        return step with
        {
            Alarms = PpoAlarms.Of(
                step.SampledKl, step.Entropy, firstEntropy.Value, step.DistinctShare, step.SkippedUpdates, updates.Length, options.Alarms),
        };
    }
}
