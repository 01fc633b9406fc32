using System.Text.Json.Nodes;
using TorchSharp;
using Workbench.Models;
using Workbench.Planning;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Trains a language model with a scalar head to score responses as annotators rated them.</summary>
public sealed class RewardModelTrainer : ITrainer<RewardModelStep>, IDisposable
{
    private readonly ILanguageModel trunk;
    private readonly nn.Module<Tensor, Tensor> head;
    private readonly IReadOnlyList<RatedResponses> examples;
    private readonly RewardModelOptions options;
    private readonly int padId;
    private readonly BatchSchedule schedule;
    private readonly ModelUpdate update;

    /// <summary>Prepares the training; trainable parameters of trunk and head become views of one vector.</summary>
    /// <param name="trunk">Reads prompt and response; its state after the last token goes to the head.</param>
    /// <param name="head">Maps [B, H] to [B].</param>
    /// <param name="examples">At least one.</param>
    /// <param name="options">How.</param>
    /// <param name="padId">Any id of the vocabulary; fills batches.</param>
    /// <param name="seed">Decides the order of the examples.</param>
    /// <param name="workers">
    /// Threads that share the work on a CPU; at least 1, null for all processors. No number depends on how many there are.
    /// </param>
    /// <exception cref="WorkbenchException">An option lies outside its range, or an example does not fit the loss.</exception>
    public RewardModelTrainer(
        ILanguageModel trunk, nn.Module<Tensor, Tensor> head, IReadOnlyList<RatedResponses> examples, RewardModelOptions options, int padId, ulong seed,
        int? workers = null)
    {
        options.Validate();
        RatedResponses.RequireFit(examples, options.Loss);
        this.trunk = trunk;
        this.head = head;
        this.examples = examples;
        this.options = options;
        this.padId = padId;
        schedule = new BatchSchedule(examples.Count, options.BatchSize, new SeededRandom(seed).Split("reward model order"));
        TotalSteps = (int)Math.Ceiling(options.Epochs * schedule.PerEpoch);
        update = new ModelUpdate(
            [
                ParameterGroup.Of(trunk.Module),
                ParameterGroup.Of(head, "head.", options.HeadLearningRate / options.Optimizer.LearningRate),
            ],
            options.Optimizer, TotalSteps, workers: workers);
    }

    /// <summary>Updates of the whole training.</summary>
    public int TotalSteps { get; }

    /// <summary>Updates done, skipped ones included.</summary>
    public int StepsDone { get; private set; }

    /// <summary>Trains to the end, one update at a time; stop enumerating to stop training.</summary>
    public IEnumerable<RewardModelStep> Run()
    {
        while (StepsDone < TotalSteps)
        {
            yield return Step();
        }
    }

    /// <summary>One update.</summary>
    public RewardModelStep Step()
    {
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        var batch = schedule.At(StepsDone).Select(row => examples[row]).ToArray();
        var weight = Weight(batch);
        var (ratings, mask) = Ratings(batch);
        var rewards = zeros_like(ratings);
        var parts = Passes(batch, update.Workers.OnCpu).SelectMany(pass => pass).ToArray();
        var losses = zeros([parts.Length], ScalarType.Float64, update.Device);
        update.Begin();
        update.Backward(parts.Length, index =>
        {
            RatedResponses[] part = [.. parts[index].Select(row => batch[row])];
            var places = tensor(parts[index].Select(row => (long)row).ToArray(), device: update.Device);
            var (ownRatings, ownMask) = (ratings.index_select(0, places), mask.index_select(0, places));
            var own = Grid(part, ownMask);
            var share = weight == 0 ? 1 : Weight(part) / weight;

            // Examples without a pair of different ratings have no loss at all.
            var loss = share == 0 ? 0 * own.sum() : LossOf(own, ownRatings, ownMask) * share;
            using var off = no_grad();
            losses[index].copy_(loss);
            rewards.index_copy_(0, places, own.detach());
            return loss;
        }, inOrder: trunk.Module.training);

        var total = losses.sum();
        var rate = update.LearningRate;
        var norm = update.End(Finite.Is(total), out var accepted);
        var figures = Figures(rewards, ratings, mask, total, norm, accepted);
        StepsDone++;
        return new RewardModelStep(
            StepsDone, (double)StepsDone / schedule.PerEpoch, figures[0], figures[1], figures[2], figures[3], rate, figures[4], figures[5] == 0);
    }

    /// <summary>Rewards of responses, as the head gives them.</summary>
    /// <param name="prompts">Token ids.</param>
    /// <param name="responses">Token ids, one a prompt.</param>
    public double[] Score(IReadOnlyList<IReadOnlyList<int>> prompts, IReadOnlyList<IReadOnlyList<int>> responses)
    {
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        int[] totals = [.. prompts.Zip(responses, (prompt, response) => prompt.Count + response.Count)];
        var parts = RowParts.Of(totals, 2 * options.BatchSize, update.Workers.OnCpu);
        var scores = zeros([totals.Length], ScalarType.Float64, update.Device);
        update.Workers.Run(parts.Count, index =>
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            var places = tensor(parts[index].Select(row => (long)row).ToArray(), device: update.Device);
            var own = Rewards([.. parts[index].Select(row => prompts[row])], [.. parts[index].Select(row => responses[row])]);
            scores.index_copy_(0, places, own.to_type(ScalarType.Float64));
        });
        return scores.cpu().data<double>().ToArray();
    }

    /// <summary>Measures the model on ratings that it does not train on.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public RewardModelEvaluation Evaluate(IReadOnlyList<RatedResponses> heldOut)
    {
        RatedResponses.RequireFit(heldOut, RewardLoss.Ratings);
        var scores = Score(
            [.. heldOut.SelectMany(example => example.Responses.Select(_ => example.Prompt))],
            [.. heldOut.SelectMany(example => example.Responses)]);
        return RewardAgreement.Measure(scores, heldOut);
    }

    /// <summary>What the training will take. The model may lie on the <c>meta</c> device.</summary>
    /// <param name="target">The machine that it is planned for.</param>
    public MemoryPlan Memory(MemoryTarget target)
    {
        var memory = ModelMemory.Of(trunk);
        static PassShape Shape(IEnumerable<RatedResponses> some) => PassShape.OfScores(
            [.. some.SelectMany(example => example.Responses.Select(response => (example.Prompt.Count, response.Count)))]);
        var passes = Enumerable.Range(0, Math.Min(TotalSteps, schedule.PerEpoch)).SelectMany(step =>
        {
            RatedResponses[] batch = [.. schedule.At(step).Select(row => examples[row])];
            return Passes(batch, target.OnCpu).Select(parts => PassMemory.SideBySide(
                parts.Select(part => PassMemory.WithGradient(
                    memory, Shape(part.Select(row => batch[row])), target, sideBySide: parts.Count > 1 && target.Workers > 1)),
                target.Workers));
        });
        return new TrainingMemory("reward", target, [("parameters", memory.Parameters)], memory.Trained, update.IsReal)
            .With("update", passes.SelectMany(moments => moments))
            .Plan();
    }

    /// <summary>What to save beside the trunk to go on later (the head is included); the caller frees it.</summary>
    public TrainerState State()
    {
        var tensors = update.State();
        foreach (var (name, parameter) in head.named_parameters())
        {
            tensors["head." + name] = parameter.detach().clone();
        }

        return new TrainerState(tensors, new JsonObject { ["kind"] = "reward model", ["steps_done"] = StepsDone });
    }

    /// <summary>Goes on where <see cref="State"/> was taken; the trunk must have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is another trainer's or another model's.</exception>
    public void Restore(TrainerState state)
    {
        TrainerState.RequireKind(state, "reward model");
        using var off = no_grad();
        foreach (var (name, parameter) in head.named_parameters())
        {
            TrainerState.CopyInto(state.Tensors, "head." + name, parameter);
        }

        update.Restore(state.Tensors);
        StepsDone = state.Value<int>("steps_done");
        update.StepsDone = StepsDone;
    }

    /// <summary>Frees the optimizer; trunk and head stay usable.</summary>
    public void Dispose() => update.Dispose();

    private Tensor Rewards(IReadOnlyList<IReadOnlyList<int>> prompts, IReadOnlyList<IReadOnlyList<int>> responses)
    {
        var states = trunk.FinalStates(
            TokenBatches.LeftPadded(prompts, padId, update.Device), TokenBatches.RightPadded(responses, padId, update.Device));
        return head.call(states);
    }

    // Passes as the options ask for, each in as many parts as make work for several processors.
    private IEnumerable<IReadOnlyList<int[]>> Passes(RatedResponses[] batch, bool onCpu) =>
        Enumerable.Range(0, batch.Length).Chunk(options.MicroBatchSize ?? batch.Length)
            .Select(pass => onCpu ? RowParts.Of(pass, row => batch[row].Tokens) : [pass]);

    // Ratings and the mask of existing responses as [B, K], K the most responses of a prompt.
    private (Tensor Ratings, Tensor Mask) Ratings(RatedResponses[] batch)
    {
        var width = batch.Max(example => example.Responses.Count);
        var ratings = new double[batch.Length * width];
        var mask = new bool[ratings.Length];
        for (var row = 0; row < batch.Length; row++)
        {
            for (var k = 0; k < batch[row].Responses.Count; k++)
            {
                (ratings[row * width + k], mask[row * width + k]) = (batch[row].Ratings[k], true);
            }
        }

        long[] shape = [batch.Length, width];
        return (
            tensor(ratings, shape, dtype: trunk.Module.parameters().First().dtype, device: update.Device), tensor(mask, shape, device: update.Device));
    }

    // Rewards [B, K], 0 where there is no response.
    private Tensor Grid(RatedResponses[] batch, Tensor mask)
    {
        var rewards = Rewards(
            [.. batch.SelectMany(example => example.Responses.Select(_ => example.Prompt))], [.. batch.SelectMany(example => example.Responses)]);
        var width = (int)mask.shape[1];
        var places = batch.SelectMany((example, row) => Enumerable.Range(0, example.Responses.Count).Select(k => (long)row * width + k)).ToArray();
        return places.Length == batch.Length * width
            ? rewards.view(mask.shape)
            : zeros([batch.Length * width], rewards.dtype, rewards.device)
                .index_add(0, tensor(places, device: rewards.device), rewards, 1).view(mask.shape);
    }

    // What the loss of some examples is the mean over, so that the mean over an update does not depend on how it is cut into passes.
    private double Weight(RatedResponses[] part) => options.Loss switch
    {
        RewardLoss.Pairs => part.Length,
        RewardLoss.AllPairs => part.Count(example => example.Ratings.Distinct().Count() > 1),
        _ => part.Sum(example => example.Responses.Count),
    };

    private Tensor LossOf(Tensor rewards, Tensor ratings, Tensor mask)
    {
        switch (options.Loss)
        {
            case RewardLoss.AllPairs:
                return PairwiseLoss.AllPairs(rewards, ratings, mask);
            case RewardLoss.Ratings:
                return RatingLoss.SquaredError(rewards, ratings, mask);
            case RewardLoss.Labels:
                return RatingLoss.CrossEntropy(rewards, ratings, mask);
            default:
                // Column 0 need not be the better one: the sign of the ratings' difference says which way round the pair is.
                var difference = ratings.select(1, 0) - ratings.select(1, 1);
                var sign = difference.sign();
                var first = rewards.select(1, 0);
                var second = rewards.select(1, 1);
                var chosen = where(sign > 0, first, second);
                var rejected = where(sign > 0, second, first);
                return PairwiseLoss.BradleyTerry(chosen, rejected, options.RatingMargin ? difference.abs() : null, options.Centering);
        }
    }

    private static double[] Figures(Tensor rewards, Tensor ratings, Tensor mask, Tensor loss, Tensor norm, Tensor accepted)
    {
        using var off = no_grad();
        var exists = mask.unsqueeze(2) & mask.unsqueeze(1);
        var better = (ratings.unsqueeze(2) > ratings.unsqueeze(1)) & exists;
        var margins = rewards.unsqueeze(2) - rewards.unsqueeze(1);
        var accuracy = (Masked.Mean(margins.sign(), better) + 1) / 2;
        return stack([.. new[] { loss, accuracy, Masked.Mean(margins, better), Masked.Mean(rewards, mask), norm, accepted }
            .Select(figure => figure.to_type(ScalarType.Float64))]).cpu().data<double>().ToArray();
    }
}
