using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>What the models say about a rollout before the first update of an iteration, in passes without gradients.</summary>
internal static class PpoForward
{
    /// <summary>
    /// Log-probabilities under policy and reference and values, each [B, R]; KL(policy || reference) over the vocabulary where that is the penalty.
    /// </summary>
    public static (Tensor LogProbs, Tensor Reference, Tensor Values, Tensor? ExactKl) Of(Rollout rollout, PpoModels models, PpoOptions options)
    {
        var known = options.RecomputeLogProbs || options.PaddingMovesPositions ? null : SamplerLogProbs.Of(rollout, options.Generation, options.Temperature);
        var full = options.Kl.Estimator == KlEstimator.Full;
        var (logProbs, references, values, exact) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        foreach (var rows in Enumerable.Range(0, rollout.Lengths.Length).Chunk(options.ForwardBatchSize))
        {
            using var scope = NewDisposeScope();
            var part = rollout.Lengths.Length <= options.ForwardBatchSize
                ? new ResponseBatch(rollout.Prompts, rollout.Responses, rollout.Lengths)
                : ResponseBatch.Rows(rollout, rows, rollout.Responses.Width, options.Generation.PadId);
            var hidden = models.Policy.HiddenStates(part.Prompts, part.Responses);
            var referenceHidden = models.Reference.HiddenStates(part.Prompts, part.Responses);
            values.Add(scope.MoveToOuter(models.Values(part, hidden)));
            references.Add(scope.MoveToOuter(part.LogProbs(models.Reference, referenceHidden, options.Temperature)));
            if (known is null)
            {
                logProbs.Add(scope.MoveToOuter(part.LogProbs(models.Policy, hidden, options.Temperature)));
            }

            if (full)
            {
                exact.Add(scope.MoveToOuter(part.Spread(KlPenalty.Full(
                    LogProbs.OverVocabulary(models.Policy.Logits(part.AtRealTokens(hidden).Hidden), options.Temperature),
                    LogProbs.OverVocabulary(models.Reference.Logits(part.AtRealTokens(referenceHidden).Hidden), options.Temperature)))));
            }
        }

        return (known ?? cat(logProbs), cat(references), cat(values), full ? cat(exact) : null);
    }
}
