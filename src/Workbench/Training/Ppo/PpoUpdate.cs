using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>An update of policy and value head: forward passes with gradients, clipping, optimizer.</summary>
internal sealed class PpoUpdate(PpoModels models, PpoOptions options, ModelUpdate update)
{
    /// <summary>Passes since the last update, where <see cref="PpoOptions.CountsPassesThrough"/>.</summary>
    public int PassesPending { get; set; }

    /// <summary>Whether <see cref="On"/> will measure a pass but leave the model as it is.</summary>
    public bool DiscardsNext => options.CountsPassesThrough && PassesPending + 1 < options.PassesPerUpdate;

    /// <summary>One update on some responses; nothing is read back from the device.</summary>
    /// <returns>The figures of <see cref="PpoFigure"/>.</returns>
    public Tensor On(Experience experience, int[] rows)
    {
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        var discarded = DiscardsNext;
        PassesPending = discarded ? PassesPending + 1 : 0;
        var passes = Passes(experience, rows);
        var parts = passes.SelectMany(pass => pass.Parts).ToArray();
        var measured = zeros([parts.Length, PpoFigure.Measured], ScalarType.Float64, update.Device);
        update.Begin();
        update.Backward(parts.Length, index =>
        {
            var part = parts[index];
            using var off = discarded ? no_grad() : null;
            var batch = new PpoMiniBatch(experience, part.Rows, part.Advantages(), options);
            var (policyLoss, valueLoss, figures) = Losses(batch);
            using (no_grad())
            {
                measured[index].copy_(figures);
            }

            if (discarded)
            {
                return null;
            }

            var loss = part.ValueShare * options.ValueCoefficient * valueLoss;
            loss = part.PolicyShare > 0 ? part.PolicyShare * policyLoss + loss : loss;
            return ZeroesLoss && passes.Count > 1 ? loss * Accepts(figures).to_type(loss.dtype) : loss;
        });

        using var without = no_grad();
        var combined = PpoFigure.Combine(
            [.. passes.Select(pass => PpoFigure.Pool(measured.narrow(0, pass.First, pass.Parts.Count), pass.Tokens, options.ValueCoefficient))],
            [.. passes.Select(pass => pass.PolicyShare)]);
        if (options.CheckStart && update.StepsDone == 0)
        {
            StartCheck.Ratio(combined[PpoFigure.ApproxKl], combined[PpoFigure.MaxRatio]);
        }

        if (discarded)
        {
            var none = zeros([], ScalarType.Float64, update.Device);
            return scope.MoveToOuter(PpoFigure.WithStep(combined, none, none));
        }

        if (ZeroesLoss && passes.Count == 1)
        {
            update.Parameters.Gradients.mul_(Accepts(combined).to_type(update.Parameters.Gradients.dtype));
        }

        var accept = Finite.Is(combined[PpoFigure.Loss]);
        if (options.RatioLimit is not null)
        {
            accept = accept & Accepts(combined);
        }

        var norm = update.End(
            options.BrokenUpdate == BrokenUpdate.Skip ? accept : null, out var accepted,
            clip: !options.ClipFirstUpdateOnly || update.StepsDone == 0);
        return scope.MoveToOuter(PpoFigure.WithStep(combined, norm, accepted));
    }

    private bool ZeroesLoss => options is { BrokenUpdate: BrokenUpdate.ZeroLoss, RatioLimit: not null };

    private Tensor Accepts(Tensor figures) => figures[PpoFigure.MeanRatio] <= options.RatioLimit!.Value;

    // The micro-batches of the options, each in as many parts as make work for several processors.
    private List<PpoPass> Passes(Experience experience, int[] rows)
    {
        var rollout = experience.Rollout;
        var total = PpoMiniBatch.Counts(rollout, rows, options);
        var micro = options.CountsPassesThrough ? [rows] : rows.Chunk(options.MicroBatchSize ?? rows.Length).ToArray();
        var miniBatch = options.AdvantageWhitening == Whitening.MiniBatch ? Advantages(experience, rows, whiten: true) : null;
        var passes = new List<PpoPass>();
        var (done, first) = (0, 0);
        foreach (var own in micro)
        {
            var advantages = miniBatch?.narrow(0, done, own.Length)
                ?? Advantages(experience, own, options.AdvantageWhitening == Whitening.MicroBatch);
            var tokens = PpoMiniBatch.Counts(rollout, own, options);
            var even = 1.0 / (options.CountsPassesThrough ? options.PassesPerUpdate : micro.Length);
            var share = options.GradientAccumulation == GradientAccumulation.Tokens
                ? (Policy: (double)tokens.Policy / total.Policy, Value: (double)tokens.Value / total.Value)
                : (Policy: even, Value: even);

            // A loss that a ratio may set to zero needs the ratio of the whole pass.
            var splits = update.Workers.OnCpu && !(ZeroesLoss && micro.Length > 1);
            var parts = splits
                ? RowParts.Of(own, row => rollout.Completions[row].PromptIds.Count + rollout.Lengths[row])
                : [own];
            passes.Add(new PpoPass(
                parts, own, advantages, first, share, [.. parts.Select(part => PpoMiniBatch.Counts(rollout, part, options))]));
            done += own.Length;
            first += parts.Count;
        }

        return passes;
    }

    /// <summary>The two losses of a forward pass, and its figures without gradient.</summary>
    public (Tensor Policy, Tensor Value, Tensor Figures) Losses(PpoMiniBatch batch)
    {
        var hidden = models.PolicyStates(batch.Responses, batch.Trunk);
        var (real, tokens) = batch.Responses.AtRealTokens(hidden);
        var logits = models.Policy.Logits(real);
        var logProbs = batch.Responses.Spread(LogProbs.OfTokens(logits, tokens, options.Temperature));
        var values = models.Values(batch.Responses, hidden);
        var policyLoss = PpoLoss.Policy(logProbs, batch.LogProbs, batch.Advantages, batch.Mask, options.ClipRange, options.DualClip);
        var valueLoss = PpoLoss.Value(values, batch.Values, batch.Returns, batch.ValueMask, options.ValueClipRange);
        var policyTerm = policyLoss.Loss;
        Tensor? entropy = null;
        if (options.EntropyCoefficient > 0)
        {
            var bonus = EntropyBonus.Loss(batch.Responses.Spread(LogProbs.Entropy(logits, options.Temperature)), batch.Mask);
            policyTerm = policyTerm + options.EntropyCoefficient * bonus;
            entropy = -bonus;
        }

        if (batch.ReferenceLogProbs is not null)
        {
            policyTerm = policyTerm + batch.KlCoefficient * KlPenalty.Loss(logProbs, batch.ReferenceLogProbs, batch.Mask, options.Kl.Estimator);
        }

        using var off = no_grad();
        if (options.ExactEntropy && entropy is null)
        {
            entropy = Masked.Mean(batch.Responses.Spread(LogProbs.Entropy(logits, options.Temperature)), batch.Mask);
        }

        // The gradient needs the normalised ones alone.
        logits.Dispose();
        var loss = policyTerm.detach() + options.ValueCoefficient * valueLoss.Loss.detach();
        return (policyTerm, valueLoss.Loss, PpoFigure.Of(batch, policyLoss, valueLoss, values, entropy, loss));
    }

    private static Tensor Advantages(Experience experience, int[] rows, bool whiten)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: experience.Mask.device);
        var advantages = experience.Advantages.index_select(0, index);
        return scope.MoveToOuter(whiten ? Masked.Whiten(advantages, experience.Mask.index_select(0, index)) : advantages);
    }
}
