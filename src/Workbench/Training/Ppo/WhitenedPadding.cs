using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// TRL 0.11.4 `compute_advantages` with whiten_rewards: zeros at pads become (0 - mean) / std + mean, and the recursion carries them into the
/// response. Its rows are prompt and response together, so a row has as many pads behind it as the longest prompt and response have more tokens;
/// those of an encoder-decoder are responses alone.
/// </summary>
internal static class WhitenedPadding
{
    public static (Tensor Advantages, Tensor Returns) Gae(Rollout rollout, Tensor rewards, Tensor values, Tensor mask, PpoOptions options)
    {
        using var scope = NewDisposeScope();
        var prompts = rollout.Completions.Select(completion => options.MaskFirstToken ? 0 : completion.PromptIds.Count).ToArray();
        var longest = rollout.Lengths.Select((length, row) => prompts[row] + length).Max();
        var ends = prompts.Select(prompt => (long)longest - prompt).ToArray();
        var width = rewards.shape[1];
        var added = Math.Max(0, ends.Max() - width);
        var mean = Masked.Mean(rewards, mask);
        var whitened = (nn.functional.pad(Masked.Fill(rewards, mask), [0, added]) - mean) * (Masked.Variance(rewards, mask) + 1e-8).rsqrt() + mean;
        var positions = arange(width + added, ScalarType.Int64, rewards.device);
        var counted = positions.unsqueeze(0) < tensor(ends, device: rewards.device).unsqueeze(1);
        var padded = nn.functional.pad(values, [0, added]);
        var advantages = Advantages.Gae(whitened, padded, counted, options.Gamma, options.Lambda).Advantages.narrow(1, 0, width);
        return scope.MoveToOuter(Masked.Fill(advantages, mask), Masked.Fill(advantages + values, mask));
    }
}
