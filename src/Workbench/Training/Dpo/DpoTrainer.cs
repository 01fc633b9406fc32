using System.Text.Json.Nodes;
using Workbench.Models;
using Workbench.Planning;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// Direct preference optimization (Rafailov et al. 2023) on comparisons of two responses, the same data that a reward model learns from.
/// For comparisons of the policy's own responses see <see cref="GroupAlgorithm.OnlineDpo"/>.
/// </summary>
public sealed class DpoTrainer : ITrainer<DpoStep>, IDisposable
{
    private readonly ILanguageModel policy;
    private readonly ILanguageModel reference;
    private readonly IReadOnlyList<RatedResponses> pairs;
    private readonly DpoOptions options;
    private readonly int padId;
    private readonly BatchSchedule schedule;
    private readonly ModelUpdate update;

    /// <summary>Prepares the training; the policy's trainable parameters become views of one vector.</summary>
    /// <param name="policy">What to train, in place; usually the supervised model.</param>
    /// <param name="reference">The frozen model that the policy is held to; usually another copy of the supervised model.</param>
    /// <param name="pairs">At least one; each has two responses with different ratings, the better one anywhere.</param>
    /// <param name="options">How.</param>
    /// <param name="padId">Any id of the vocabulary; fills batches.</param>
    /// <param name="seed">Decides the order of the pairs.</param>
    /// <param name="workers">
    /// Threads that share the work on a CPU; at least 1, null for all processors. No number depends on how many there are.
    /// </param>
    /// <exception cref="WorkbenchException">An option lies outside its range, or an example is no comparison.</exception>
    public DpoTrainer(
        ILanguageModel policy, ILanguageModel reference, IReadOnlyList<RatedResponses> pairs, DpoOptions options, int padId, ulong seed,
        int? workers = null)
    {
        options.Validate();
        RatedResponses.RequireFit(pairs, RewardLoss.Pairs);
        TrainerInputs.RequireReference(policy, reference, otherwise: "every implicit reward would be zero");

        this.policy = policy;
        this.reference = reference;
        this.pairs = pairs;
        this.options = options;
        this.padId = padId;
        schedule = new BatchSchedule(pairs.Count, options.BatchSize, new SeededRandom(seed).Split("dpo order"));
        TotalSteps = (int)Math.Ceiling(options.Epochs * schedule.PerEpoch);
        update = new ModelUpdate([ParameterGroup.Of(policy.Module)], options.Optimizer, TotalSteps, workers: workers);
        policy.Module.eval();
        reference.Module.eval();
    }

    /// <summary>Updates of the whole training.</summary>
    public int TotalSteps { get; }

    /// <summary>Updates done, skipped ones included.</summary>
    public int StepsDone { get; private set; }

    /// <summary>Trains to the end, one update at a time; stop enumerating to stop training.</summary>
    public IEnumerable<DpoStep> Run()
    {
        while (StepsDone < TotalSteps)
        {
            yield return Step();
        }
    }

    /// <summary>One update.</summary>
    /// <exception cref="WorkbenchException">Before the first update policy and reference disagree (see <see cref="DpoOptions.CheckStart"/>).</exception>
    public DpoStep Step()
    {
        using var scope = NewDisposeScope();
        var rate = update.LearningRate;
        var f = UpdateOn([.. schedule.At(StepsDone).Select(row => pairs[row])]).cpu().data<double>().ToArray();
        StepsDone++;
        return new DpoStep(StepsDone, (double)StepsDone / schedule.PerEpoch, f[0], f[1], f[2] - f[3], f[2], f[3], rate, f[4], f[5] == 0);
    }

    /// <summary>One update on some pairs; nothing is read back from the device.</summary>
    /// <returns>Loss, accuracy, chosen reward, rejected reward, gradient norm, and 1 where the update was made.</returns>
    internal Tensor UpdateOn(RatedResponses[] batch)
    {
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        var chosenTokens = batch.Sum(pair => (double)Better(pair).Count);
        var parts = Passes(batch, update.Workers.OnCpu).SelectMany(pass => pass).ToArray();
        var check = options.CheckStart && update.StepsDone == 0;
        var sums = zeros([parts.Length, 4], ScalarType.Float64, update.Device);
        update.Begin();
        update.Backward(parts.Length, index =>
        {
            var (pairLoss, surprise, figures) = Losses(parts[index], check);
            var loss = pairLoss / batch.Length + options.SftCoefficient * surprise / chosenTokens;
            using var off = no_grad();
            sums[index].copy_(cat([loss.detach().to_type(ScalarType.Float64).view(1), figures / batch.Length]));
            return loss;
        });

        var sum = sums.sum(0L);
        var norm = update.End(Finite.Is(sum[0]), out var accepted);
        return scope.MoveToOuter(cat([sum, norm.to_type(ScalarType.Float64).view(1), accepted.to_type(ScalarType.Float64).view(1)]));
    }

    /// <summary>Measures the policy on comparisons that it does not train on.</summary>
    /// <exception cref="WorkbenchException">There is none, or one is no comparison.</exception>
    public DpoEvaluation Evaluate(IReadOnlyList<RatedResponses> heldOut)
    {
        RatedResponses.RequireFit(heldOut, RewardLoss.Pairs);
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var single = new SingleThreaded();
        var parts = heldOut.Chunk(options.MicroBatchSize ?? options.BatchSize).SelectMany(pass => Split(pass, update.Workers.OnCpu)).ToArray();
        var each = zeros([parts.Length, 4], ScalarType.Float64, update.Device);
        update.Workers.Run(parts.Length, index =>
        {
            using var inner = NewDisposeScope();
            using var without = no_grad();
            var (loss, _, figures) = Losses(parts[index], check: false);
            each[index].copy_(cat([loss.to_type(ScalarType.Float64).view(1), figures]));
        });
        var sums = each.sum(0L);
        var f = (sums / heldOut.Count).cpu().data<double>().ToArray();
        return new DpoEvaluation(f[0], f[1], f[2] - f[3], heldOut.Count);
    }

    /// <summary>What the training will take. The models may lie on the <c>meta</c> device.</summary>
    /// <param name="target">The machine that it is planned for.</param>
    public MemoryPlan Memory(MemoryTarget target)
    {
        var (memory, frozen) = (ModelMemory.Of(policy), ModelMemory.Of(reference));
        var passes = Enumerable.Range(0, Math.Min(TotalSteps, schedule.PerEpoch))
            .SelectMany(step => Passes([.. schedule.At(step).Select(row => pairs[row])], target.OnCpu))
            .Select(parts => PassMemory.SideBySide(
                parts.Select(part => PassMemory.WithGradient(
                    memory, PassShape.Of([.. part.SelectMany(pair => pair.Responses.Select(response => (pair.Prompt.Count, response.Count)))]),
                    target, sideBySide: parts.Count > 1 && target.Workers > 1)),
                target.Workers));
        return new TrainingMemory(
            "dpo", target,
            [("policy", memory.Parameters), ("reference", policy.Adapter is null ? frozen.Parameters : frozen.Added)], memory.Trained, update.IsReal)
            .With("update", passes.SelectMany(moments => moments))
            .Plan();
    }

    /// <summary>What to save beside the policy to go on later; the caller frees it.</summary>
    public TrainerState State() => new(update.State(), new JsonObject { ["kind"] = "dpo", ["steps_done"] = StepsDone });

    /// <summary>Goes on where <see cref="State"/> was taken; the policy must have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is another trainer's or another model's.</exception>
    public void Restore(TrainerState state)
    {
        TrainerState.RequireKind(state, "dpo");
        update.Restore(state.Tensors);
        StepsDone = state.Value<int>("steps_done");
        update.StepsDone = StepsDone;
    }

    /// <summary>Frees the optimizer; the models stay usable.</summary>
    public void Dispose() => update.Dispose();

    // Passes as the options ask for, each in as many parts as make work for several processors.
    private IEnumerable<IReadOnlyList<RatedResponses[]>> Passes(RatedResponses[] batch, bool onCpu) =>
        batch.Chunk(options.MicroBatchSize ?? batch.Length).Select(pass => Split(pass, onCpu));

    private static IReadOnlyList<RatedResponses[]> Split(RatedResponses[] pass, bool onCpu) => onCpu
        ? [.. RowParts.Of([.. Enumerable.Range(0, pass.Length)], row => pass[row].Tokens).Select(part => part.Select(row => pass[row]).ToArray())]
        : [pass];

    // Sums over some pairs: the loss, the surprise of the chosen responses' tokens, and [right pairs, chosen rewards, rejected rewards].
    private (Tensor Loss, Tensor Surprise, Tensor Figures) Losses(RatedResponses[] part, bool check)
    {
        TokenExample[] examples = [
            .. part.Select(pair => new TokenExample(pair.Prompt, Better(pair))), .. part.Select(pair => new TokenExample(pair.Prompt, Worse(pair))),
        ];
        var batch = ResponseBatch.Of(examples, padId, update.Device);
        var mask = batch.Responses.Mask;
        var logProbs = LogProbs(policy, batch);
        Tensor referenceLogProbs;
        using (no_grad())
        {
            referenceLogProbs = LogProbs(reference, batch);
            if (check)
            {
                StartCheck.Agreement(logProbs, referenceLogProbs);
            }
        }

        Tensor[] Halves(Tensor perToken) =>
            (options.Variant == DpoVariant.Ipo ? Masked.RowMean(perToken, mask) : Masked.RowSum(perToken, mask)).chunk(2);
        var (own, frozen) = (Halves(logProbs), Halves(referenceLogProbs));
        var loss = Dpo.Loss(own[0], own[1], frozen[0], frozen[1], options.Beta, options.Variant, options.LabelSmoothing);
        var surprise = -Masked.RowSum(logProbs, mask).narrow(0, 0, part.Length).sum();
        var figures = stack([
            PairwiseLoss.Accuracy(loss.ChosenRewards, loss.RejectedRewards) * part.Length, loss.ChosenRewards.sum(), loss.RejectedRewards.sum(),
        ]).to_type(ScalarType.Float64);
        return (loss.Losses.sum(), surprise, figures);
    }

    private static Tensor LogProbs(ILanguageModel model, ResponseBatch batch) =>
        batch.LogProbs(model, model.HiddenStates(batch.Prompts, batch.Responses), 1);

    private static IReadOnlyList<int> Better(RatedResponses pair) => pair.Responses[pair.Ratings[0] > pair.Ratings[1] ? 0 : 1];

    private static IReadOnlyList<int> Worse(RatedResponses pair) => pair.Responses[pair.Ratings[0] > pair.Ratings[1] ? 1 : 0];
}
