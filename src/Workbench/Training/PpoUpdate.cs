using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>An update of policy and value head: forward passes with gradients, clipping, optimizer.</summary>
internal sealed class PpoUpdate(PpoModels models, PpoOptions options, ModelUpdate update)
{
    /// <summary>One update on some responses; nothing is read back from the device.</summary>
    /// <returns>The figures of <see cref="PpoFigure"/>.</returns>
    public Tensor On(Experience experience, int[] rows)
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
            StartCheck.Ratio(combined[PpoFigure.ApproxKl], combined[PpoFigure.MaxRatio]);
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

    /// <summary>The two losses of a forward pass, and its figures without gradient.</summary>
    public (Tensor Policy, Tensor Value, Tensor Figures) Losses(PpoMiniBatch batch)
    {
        var hidden = models.Policy.HiddenStates(batch.Responses.Prompts, batch.Responses.Responses);
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

        var loss = policyTerm.detach() + options.ValueCoefficient * valueLoss.Loss.detach();
        return (policyTerm, valueLoss.Loss, PpoFigure.Of(batch, policyLoss, valueLoss, values, entropy, loss));
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
}
