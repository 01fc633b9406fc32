using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>What the models say about a rollout before the first update of an iteration, in passes without gradients.</summary>
internal static class PpoForward
{
    /// <summary>
    /// Log-probabilities under policy and reference and values, each [B, R]; KL(policy || reference) over the vocabulary where that is the penalty.
    /// Zero at pads. And what leaves the policy's frozen lower layers, where there are some.
    /// </summary>
    public static (Tensor LogProbs, Tensor Reference, Tensor Values, Tensor? ExactKl, Tensor? Trunk) Of(
        Rollout rollout, PpoModels models, PpoOptions options, Workers workers)
    {
        using var single = new SingleThreaded();
        var known = options.RecomputeLogProbs || options.PaddingMovesPositions ? null : SamplerLogProbs.Of(rollout, options.Generation, options.Temperature);
        var device = rollout.Responses.Ids.device;
        var type = models.Policy.Module.parameters().First().dtype;
        var logProbs = known ?? Empty();
        var states = known is null ? null : SamplerStates(rollout, models, options);
        var references = Empty();
        var values = states is null ? Empty() : models.ValueHead.call(states);
        var exact = options.Kl.Estimator == KlEstimator.Full ? Empty() : null;
        var trunk = models.Trunk?.Table(rollout);
        var parts = RowParts.Of(rollout.Totals, options.ForwardBatchSize, workers.OnCpu);
        workers.Run(parts.Count, index =>
        {
            using var scope = NewDisposeScope();
            using var off = no_grad();
            var rows = parts[index];
            var width = Math.Min(rollout.Responses.Width, rows.Max(row => rollout.Lengths[row]) + PpoMiniBatch.Behind(options));
            var part = ResponseBatch.Rows(rollout, rows, width, options.Generation.PadId);
            var places = tensor(rows.Select(row => (long)row).ToArray(), device: device);
            void Write(Tensor table, Tensor found) => table.narrow(1, 0, width).index_copy_(0, places, found);

            var lower = models.Trunk?.States(part);
            if (lower is not null)
            {
                PpoTrunk.Columns(trunk!, rollout, part).index_copy_(0, places, lower);
            }

            var hidden = known is null || states is null || exact is not null ? models.PolicyStates(part, lower) : null;
            var referenceHidden = models.ReferenceStates(part, lower);
            if (states is null)
            {
                Write(values, models.Values(part, hidden!));
            }

            Write(references, part.LogProbs(models.Reference, referenceHidden, options.Temperature));
            if (known is null)
            {
                Write(logProbs, part.LogProbs(models.Policy, hidden!, options.Temperature));
            }

            if (exact is not null)
            {
                Write(exact, part.Spread(KlPenalty.Full(
                    LogProbs.OverVocabulary(models.Policy.Logits(part.AtRealTokens(hidden!).Hidden), options.Temperature),
                    LogProbs.OverVocabulary(models.Reference.Logits(part.AtRealTokens(referenceHidden).Hidden), options.Temperature))));
            }
        });

        return (logProbs, references, values, exact, trunk);

        Tensor Empty() => zeros(rollout.Responses.Ids.shape, type, device);
    }

    // The states that the tokens were drawn from, [B, R, H], where the value head reads these and no others; null where they must be computed.
    private static Tensor? SamplerStates(Rollout rollout, PpoModels models, PpoOptions options) =>
        models.ValueModel is null && !options.KeepDropout && PpoMiniBatch.Behind(options) == 0 && rollout.Generated?.States is { } states
            ? nn.functional.pad(states, [0, 0, 0, rollout.Responses.Width - states.shape[1]])
            : null;
}
