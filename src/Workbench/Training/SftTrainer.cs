using System.Text.Json.Nodes;
using Workbench.Models;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// Trains a language model to give given responses: the loss is the mean negative log-probability of the response tokens, the prompt is only read.
/// </summary>
public sealed class SftTrainer : IDisposable
{
    private readonly ILanguageModel model;
    private readonly IReadOnlyList<TokenExample> examples;
    private readonly SftOptions options;
    private readonly int padId;
    private readonly BatchSchedule schedule;
    private readonly ModelUpdate update;

    /// <summary>Prepares the training; the model's trainable parameters become views of one vector.</summary>
    /// <param name="model">What to train, in place.</param>
    /// <param name="examples">At least one, each with a response.</param>
    /// <param name="options">How.</param>
    /// <param name="padId">Any id of the vocabulary; fills batches.</param>
    /// <param name="seed">Decides the order of the examples.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range, or an example has no response.</exception>
    public SftTrainer(ILanguageModel model, IReadOnlyList<TokenExample> examples, SftOptions options, int padId, ulong seed)
    {
        options.Validate();
        RequireResponses(examples);
        this.model = model;
        this.examples = examples;
        this.options = options;
        this.padId = padId;
        schedule = new BatchSchedule(examples.Count, options.BatchSize, new SeededRandom(seed).Split("sft order"));
        TotalSteps = options.Steps ?? (int)Math.Ceiling(options.Epochs * schedule.PerEpoch);
        update = new ModelUpdate([ParameterGroup.Of(model.Module)], options.Optimizer, TotalSteps);
    }

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
        var batch = schedule.At(StepsDone).Select(row => examples[row]).ToArray();
        var tokens = batch.Sum(example => (long)example.Response.Count);
        var losses = new List<Tensor>();
        update.Begin();
        foreach (var part in batch.Chunk(options.MicroBatchSize ?? batch.Length))
        {
            using var inner = NewDisposeScope();
            var responses = ResponseBatch.Of(part, padId, update.Device);
            var hidden = model.HiddenStates(responses.Prompts, responses.Responses);
            var (real, ids) = responses.AtRealTokens(hidden);
            var loss = -LogProbs.OfTokens(model.Logits(real), ids).sum() / tokens;
            loss.backward();
            losses.Add(inner.MoveToOuter(loss.detach()));
        }

        var sum = stack(losses).sum();
        var rate = update.LearningRate;
        var norm = update.End(Finite.Is(sum), out var accepted);
        var figures = stack([sum.to_type(ScalarType.Float64), norm.to_type(ScalarType.Float64), accepted.to_type(ScalarType.Float64)])
            .cpu().data<double>().ToArray();
        StepsDone++;
        return new SftStep(StepsDone, (double)StepsDone / schedule.PerEpoch, figures[0], tokens, rate, figures[1], figures[2] == 0);
    }

    /// <summary>Measures the model on examples that it does not train on.</summary>
    /// <exception cref="WorkbenchException">There is none, or one has no response.</exception>
    public SftEvaluation Evaluate(IReadOnlyList<TokenExample> heldOut)
    {
        RequireResponses(heldOut);
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var sums = zeros([2], ScalarType.Float64, update.Device);
        foreach (var part in heldOut.Chunk(options.MicroBatchSize ?? options.BatchSize))
        {
            using var inner = NewDisposeScope();
            var responses = ResponseBatch.Of(part, padId, update.Device);
            var (real, ids) = responses.AtRealTokens(model.HiddenStates(responses.Prompts, responses.Responses));
            var logits = model.Logits(real);
            sums.add_(stack([
                -LogProbs.OfTokens(logits, ids).sum().to_type(ScalarType.Float64),
                logits.argmax(-1).eq(ids).sum().to_type(ScalarType.Float64),
            ]));
        }

        var tokens = heldOut.Sum(example => (long)example.Response.Count);
        var totals = sums.cpu().data<double>().ToArray();
        return new SftEvaluation(totals[0] / tokens, totals[1] / tokens, tokens);
    }

    /// <summary>What to save beside the model to go on later; the caller frees it.</summary>
    public TrainerState State() => new(update.State(), new JsonObject { ["kind"] = "sft", ["steps_done"] = StepsDone });

    /// <summary>Goes on where <see cref="State"/> was taken; the model must have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is another trainer's or another model's.</exception>
    public void Restore(TrainerState state)
    {
        TrainerState.RequireKind(state, "sft");
        update.Restore(state.Tensors);
        StepsDone = state.Value<int>("steps_done");
        update.StepsDone = StepsDone;
    }

    /// <summary>Frees the optimizer; the model stays usable.</summary>
    public void Dispose() => update.Dispose();

    private static void RequireResponses(IReadOnlyList<TokenExample> examples)
    {
        if (examples.Count == 0)
        {
            throw new WorkbenchException("There are no examples.");
        }

        for (var i = 0; i < examples.Count; i++)
        {
            if (examples[i].Response.Count == 0)
            {
                throw new WorkbenchException($"Example {i} has an empty response; each needs at least one token to learn.");
            }
        }
    }
}
