using Workbench.Generation;
using Workbench.Generation.Processors;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>The log-probabilities that the sampler had at hand, where they are those of the distribution that is trained.</summary>
internal static class SamplerLogProbs
{
    /// <summary>
    /// Log-probabilities of the sampled tokens at a temperature, [B, R] as wide as the rollout's responses: the model's own at a temperature of 1,
    /// those that were sampled from where nothing but the temperature made them. Null where they must be computed.
    /// </summary>
    public static Tensor? Of(Rollout rollout, GenerationOptions generation, double temperature)
    {
        if (rollout.Generated is not { } generated)
        {
            return null;
        }

        var known = temperature == 1 ? generated.LogProbs : IsPlain(generation) ? generated.SampledLogProbs : null;
        return known is null ? null : nn.functional.pad(known, [0, rollout.Responses.Width - known.shape[1]]);
    }

    private static bool IsPlain(GenerationOptions generation) =>
        generation.Sample && Decoding.ProcessorsOf(generation).All(processor => processor is Temperature);
}
