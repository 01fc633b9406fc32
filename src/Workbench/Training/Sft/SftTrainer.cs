using System.Text.Json.Nodes;
using Workbench.Models;
using Workbench.Planning;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// Trains a language model to give given responses: the loss is the mean negative log-probability of the response tokens, the prompt is only read.
/// </summary>
public sealed class SftTrainer : ITrainer<SftStep>, IDisposable
{
    private readonly ILanguageModel model;
    private readonly IReadOnlyList<IReadOnlyList<TokenExample>> rows;
    private readonly IReadOnlyList<TokenExample>? heldOut;
    private readonly SftOptions options;
    private readonly int padId;
    private readonly BatchSchedule schedule;
    private readonly ModelUpdate update;
    private readonly BestWeights best;

    /// <summary>Prepares the training; the model's trainable parameters become views of one vector.</summary>
    /// <param name="model">What to train, in place.</param>
    /// <param name="examples">At least one, each with a response.</param>
    /// <param name="options">How.</param>
    /// <param name="padId">Any id of the vocabulary; fills batches.</param>
    /// <param name="seed">Decides the order of the examples.</param>
    /// <param name="heldOut">Examples that are measured but never learned, for <see cref="SftOptions.EvaluateEvery"/>.</param>
    /// <param name="workers">
    /// Threads that share the work on a CPU; at least 1, null for all processors. No number depends on how many there are.
    /// </param>
    /// <exception cref="WorkbenchException">
    /// An option lies outside its range, an example has no response or does not fit a packed row, or there is nothing to measure on.
    /// </exception>
    public SftTrainer(
        ILanguageModel model, IReadOnlyList<TokenExample> examples, SftOptions options, int padId, ulong seed,
        IReadOnlyList<TokenExample>? heldOut = null, int? workers = null)
    {
        options.Validate();
        RequireResponses(examples);
        if (options.EvaluateEvery is not null)
        {
            RequireResponses(heldOut ?? []);
        }

        this.model = model;
        this.heldOut = heldOut;
        this.options = options;
        this.padId = padId;
        rows = Rows(model, examples, options.PackedLength);
        schedule = new BatchSchedule(rows.Count, options.BatchSize, new SeededRandom(seed).Split("sft order"));
        TotalSteps = options.Steps ?? (int)Math.Ceiling(options.Epochs * schedule.PerEpoch);
        update = new ModelUpdate([ParameterGroup.Of(model.Module)], options.Optimizer, TotalSteps, workers: workers);
        best = new BestWeights(update.Parameters);
    }

    /// <summary>The update after which held-out examples had the lowest loss, and that loss; null before the first measurement.</summary>
    public (int Step, double Loss)? Best => best.Step is { } step ? (step, best.Figure) : null;

    /// <summary>Updates of the whole training.</summary>
    public int TotalSteps { get; }

    /// <summary>Updates done, skipped ones included.</summary>
    public int StepsDone { get; private set; }

    /// <summary>Trains to the end, one update at a time; stop enumerating to stop training.</summary>
    public IEnumerable<SftStep> Run()
    {
        while (StepsDone < TotalSteps)
        {
            yield return Step();
        }
    }

    /// <summary>One update.</summary>
    public SftStep Step()
    {
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        var batch = schedule.At(StepsDone).Select(row => rows[row]).ToArray();
        var tokens = batch.Sum(row => row.Sum(example => (long)example.LearnedCount));
        var parts = Parts(batch, update.Workers.OnCpu);
        var losses = zeros([parts.Count], ScalarType.Float64, update.Device);
        update.Begin();
        update.Backward(parts.Count, index =>
        {
            var (states, ids) = options.PackedLength is null
                ? SftBatch.Padded(model, [.. parts[index].Select(row => row[0])], padId, update.Device)
                : SftBatch.Packed((CausalLanguageModel)model, parts[index], padId, update.Device);
            var logits = model.Logits(states);
            var loss = -LogProbs.OfTokens(logits, ids).sum() / tokens;
            // The gradient needs the normalised ones alone.
            logits.Dispose();
            using var off = no_grad();
            losses[index].copy_(loss);
            return loss;
        }, inOrder: model.Module.training);

        var sum = losses.sum();
        var rate = update.LearningRate;
        var norm = update.End(Finite.Is(sum), out var accepted);
        var figures = stack([sum.to_type(ScalarType.Float64), norm.to_type(ScalarType.Float64), accepted.to_type(ScalarType.Float64)])
            .cpu().data<double>().ToArray();
        StepsDone++;
        return new SftStep(StepsDone, (double)StepsDone / schedule.PerEpoch, figures[0], tokens, rate, figures[1], figures[2] == 0)
        {
            Evaluation = Measured(),
        };
    }

    /// <summary>Measures the model on examples that it does not train on.</summary>
    /// <exception cref="WorkbenchException">There is none, or one has no response.</exception>
    public SftEvaluation Evaluate(IReadOnlyList<TokenExample> heldOut)
    {
        RequireResponses(heldOut);
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        var parts = RowParts.Of([.. heldOut.Select(Tokens)], options.MicroBatchSize ?? options.BatchSize, update.Workers.OnCpu);
        var sums = zeros([parts.Count, 2], ScalarType.Float64, update.Device);
        update.Workers.Run(parts.Count, index =>
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            var (states, ids) = SftBatch.Padded(model, [.. parts[index].Select(row => heldOut[row])], padId, update.Device);
            var logits = model.Logits(states);
            sums[index].copy_(stack([
                -LogProbs.OfTokens(logits, ids).sum().to_type(ScalarType.Float64),
                logits.argmax(-1).eq(ids).sum().to_type(ScalarType.Float64),
            ]));
        });

        var tokens = heldOut.Sum(example => (long)example.LearnedCount);
        var totals = sums.sum(0L).cpu().data<double>().ToArray();
        return new SftEvaluation(totals[0] / tokens, totals[1] / tokens, tokens);
    }

    /// <summary>Puts the weights of <see cref="Best"/> into the model, usually at the end. False where nothing was measured.</summary>
    public bool LoadBest() => best.Load();

    /// <summary>What to save beside the model to go on later; the caller frees it.</summary>
    public TrainerState State()
    {
        var tensors = update.State();
        var numbers = new JsonObject { ["kind"] = "sft", ["steps_done"] = StepsDone };
        best.Save(tensors, numbers);
        return new TrainerState(tensors, numbers);
    }

    /// <summary>Goes on where <see cref="State"/> was taken; the model must have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is another trainer's or another model's.</exception>
    public void Restore(TrainerState state)
    {
        TrainerState.RequireKind(state, "sft");
        update.Restore(state.Tensors);
        StepsDone = state.Value<int>("steps_done");
        update.StepsDone = StepsDone;
        best.Restore(state);
    }

    /// <summary>Frees the optimizer; the model stays usable.</summary>
    public void Dispose()
    {
        best.Dispose();
        update.Dispose();
    }

    /// <summary>What the training will take. The model may lie on the <c>meta</c> device.</summary>
    /// <param name="target">The machine that it is planned for.</param>
    public MemoryPlan Memory(MemoryTarget target)
    {
        var memory = ModelMemory.Of(model);
        var passes = Enumerable.Range(0, Math.Min(TotalSteps, schedule.PerEpoch)).Select(step =>
        {
            var parts = Parts([.. schedule.At(step).Select(row => rows[row])], target.OnCpu);
            var sideBySide = parts.Count > 1 && target.Workers > 1;
            return PassMemory.SideBySide(parts.Select(part => PassMemory.WithGradient(memory, Shape(part), target, sideBySide)), target.Workers);
        });
        return new TrainingMemory(
            "sft", target, [("parameters", memory.Parameters)], memory.Trained, update.IsReal, best: options.EvaluateEvery is not null)
            .With("update", passes.SelectMany(moments => moments))
            .Plan();
    }

    private PassShape Shape(IReadOnlyList<TokenExample>[] part)
    {
        var learned = part.Sum(row => row.Sum(example => (long)example.LearnedCount));
        return options.PackedLength is null
            ? PassShape.Of([.. part.Select(row => (row[0].Prompt.Count, row[0].Response.Count))], learned)
            : PassShape.OfWholeRows(part.Length, part.Max(row => row.Sum(Tokens)), learned);
    }

    // Passes as the options ask for, each in as many parts as make work for several processors. Dropout draws its numbers in order.
    private IReadOnlyList<IReadOnlyList<TokenExample>[]> Parts(IReadOnlyList<TokenExample>[] batch, bool onCpu)
    {
        var passes = batch.Chunk(options.MicroBatchSize ?? batch.Length);
        return onCpu
            ? [.. passes.SelectMany(pass => RowParts.Of(
                [.. Enumerable.Range(0, pass.Length)], row => pass[row].Sum(Tokens))
                .Select(part => part.Select(row => pass[row]).ToArray()))]
            : [.. passes];
    }

    private static int Tokens(TokenExample example) => example.Prompt.Count + example.Response.Count;

    private SftEvaluation? Measured()
    {
        if (options.EvaluateEvery is not { } every || (StepsDone % every != 0 && StepsDone != TotalSteps))
        {
            return null;
        }

        var evaluation = Evaluate(heldOut!);
        best.Offer(StepsDone, evaluation.Loss);
        return evaluation;
    }

    private static IReadOnlyList<IReadOnlyList<TokenExample>> Rows(ILanguageModel model, IReadOnlyList<TokenExample> examples, int? packedLength)
    {
        if (packedLength is not { } length)
        {
            return [.. examples.Select(IReadOnlyList<TokenExample> (example) => [example])];
        }

        if (model is not CausalLanguageModel)
        {
            throw new WorkbenchException(
                $"{nameof(SftOptions)}.{nameof(SftOptions.PackedLength)} is {length}, but only decoder-only models can share a row; leave it out.");
        }

        return [.. Packing.BestFit([.. examples.Select(example => example.Prompt.Count + example.Response.Count)], length)
            .Select(row => row.Select(i => examples[i]).ToArray())];
    }

    private static void RequireResponses(IReadOnlyList<TokenExample> examples)
    {
        if (examples.Count == 0)
        {
            throw new WorkbenchException("There are no examples to learn from or to measure on.");
        }

        for (var i = 0; i < examples.Count; i++)
        {
            var (response, learned) = (examples[i].Response, examples[i].Learned);
            var fault = response.Count == 0 || learned is not null && learned.All(on => !on)
                ? "has an empty response; each needs at least one token to learn"
                : learned is not null && learned.Count != response.Count
                    ? $"has a response of {response.Count} tokens and a mask of {learned.Count}"
                    : null;
            if (fault is not null)
            {
                throw new WorkbenchException($"Example {i} {fault}.");
            }
        }
    }
}
