using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// What a fixed slice from the end does to an encoder-decoder's output, which is one start token longer than the limit when it fills it
/// (<see cref="PpoOptions.CutStartToken"/>).
/// </summary>
internal static class StartTokens
{
    /// <summary>Makes the first token of each response that fills the limit what the decoder starts with.</summary>
    /// <returns>A rollout without the sampler's log-probabilities, which are of other tokens.</returns>
    public static Rollout CutAtLimit(
        ILanguageModel policy, TokenBatch prompts, Generated generated, IReadOnlyList<Completion> completions, IReadOnlyList<double> scores,
        GenerationOptions generation)
    {
        if (policy is not T5 decoder)
        {
            throw new WorkbenchException($"{nameof(PpoOptions)}.{nameof(PpoOptions.CutStartToken)} is for encoder-decoders; this policy has no start token.");
        }

        using var sampled = generated;
        var cut = completions.Select((completion, row) => completion.ResponseIds.Count >= (generated.Limits?[row] ?? generation.MaxNewTokens)).ToArray();
        Completion[] kept = [.. completions.Select((completion, row) =>
            cut[row] ? completion with { ResponseIds = [.. completion.ResponseIds.Skip(1)] } : completion)];
        var starts = completions.Select((completion, row) => (long)(cut[row] ? completion.ResponseIds[0] : decoder.StartId)).ToArray();
        var responses = TokenBatches.RightPadded([.. kept.Select(completion => completion.ResponseIds)], generation.PadId, prompts.Ids.device);
        return new Rollout(prompts, null, responses with { Starts = tensor(starts, device: prompts.Ids.device) }, kept, scores);
    }
}
