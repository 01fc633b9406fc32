using System.Text.Json.Nodes;
using TorchSharp;
using Workbench.Models;
using Workbench.Planning;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Trains a language model with a scalar head to score responses as annotators rated them.</summary>
public sealed class RewardModelTrainer : IDisposable
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
    /// <exception cref="WorkbenchException">An option lies outside its range, or an example does not fit the loss.</exception>
    public RewardModelTrainer(
        ILanguageModel trunk, nn.Module<Tensor, Tensor> head, IReadOnlyList<RatedResponses> examples, RewardModelOptions options, int padId, ulong seed)
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
            options.Optimizer, TotalSteps);
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
        var batch = schedule.At(StepsDone).Select(row => examples[row]).ToArray();
        var (weight, width) = (Weight(batch), batch.Max(example => example.Responses.Count));
        var (losses, grids) = (new List<Tensor>(), new List<(Tensor Rewards, Tensor Ratings, Tensor Mask)>());
        update.Begin();
        foreach (var part in batch.Chunk(options.MicroBatchSize ?? batch.Length))
        {
            using var inner = NewDisposeScope();
            var (rewards, ratings, mask) = Grid(part, width);
            var share = weight == 0 ? 1 : Weight(part) / weight;

            // Examples without a pair of different ratings have no loss at all.
            var loss = share == 0 ? 0 * rewards.sum() : LossOf(rewards, ratings, mask) * share;
            loss.backward();
            losses.Add(inner.MoveToOuter(loss.detach()));
            grids.Add((inner.MoveToOuter(rewards.detach()), inner.MoveToOuter(ratings), inner.MoveToOuter(mask)));
        }

        var total = stack(losses).sum();
        var rate = update.LearningRate;
        var norm = update.End(Finite.Is(total), out var accepted);
        var figures = Figures(
            cat([.. grids.Select(grid => grid.Rewards)]), cat([.. grids.Select(grid => grid.Ratings)]), cat([.. grids.Select(grid => grid.Mask)]),
            total, norm, accepted);
        StepsDone++;
        return new RewardModelStep(
            StepsDone, (double)StepsDone / schedule.PerEpoch, figures[0], figures[1], figures[2], figures[3], rate, figures[4], figures[5] == 0);
    }

    /// <summary>Rewards of responses, as the head gives them.</summary>
    /// <param name="prompts">Token ids.</param>
    /// <param name="responses">Token ids, one a prompt.</param>
    public double[] Score(IReadOnlyList<IReadOnlyList<int>> prompts, IReadOnlyList<IReadOnlyList<int>> responses)
    {
        using var off = no_grad();
        var scores = new List<double>();
        foreach (var part in prompts.Zip(responses).Chunk(2 * options.BatchSize))
        {
            using var scope = NewDisposeScope();
            scores.AddRange(Rewards([.. part.Select(p => p.First)], [.. part.Select(p => p.Second)])
                .to_type(ScalarType.Float64).cpu().data<double>().ToArray());
        }

        return [.. scores];
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
        var passes = Enumerable.Range(0, Math.Min(TotalSteps, schedule.PerEpoch))
            .SelectMany(step => schedule.At(step).Chunk(options.MicroBatchSize ?? options.BatchSize))
            .Select(part => PassMemory.WithGradient(
                memory, PassShape.OfScores([.. part.SelectMany(row => examples[row].Responses.Select(response => (examples[row].Prompt.Count, response.Count)))]),
                target, sideBySide: false));
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

    // Rewards, ratings and the mask of existing responses as [B, K], K the most responses of a prompt of the update.
    private (Tensor Rewards, Tensor Ratings, Tensor Mask) Grid(RatedResponses[] batch, int width)
    {
        var ratings = new double[batch.Length * width];
        var mask = new bool[ratings.Length];
        var places = new List<long>();
        for (var row = 0; row < batch.Length; row++)
        {
            for (var k = 0; k < batch[row].Responses.Count; k++)
            {
                ratings[row * width + k] = batch[row].Ratings[k];
                mask[row * width + k] = true;
                places.Add(row * width + k);
            }
        }

        var rewards = Rewards(
            [.. batch.SelectMany(example => example.Responses.Select(_ => example.Prompt))], [.. batch.SelectMany(example => example.Responses)]);
        if (places.Count < ratings.Length)
        {
            rewards = zeros([ratings.Length], rewards.dtype, rewards.device)
                .index_add(0, tensor(places.ToArray(), device: rewards.device), rewards, 1);
        }

        long[] shape = [batch.Length, width];
        return (rewards.view(shape), tensor(ratings, shape, dtype: rewards.dtype, device: rewards.device), tensor(mask, shape, device: rewards.device));
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
