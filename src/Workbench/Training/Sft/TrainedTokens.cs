using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Which tokens of a rollout are rewarded and trained on.</summary>
internal static class TrainedTokens
{
    /// <summary>True at these tokens, [B, R].</summary>
    /// <exception cref="WorkbenchException">A response has none.</exception>
    public static Tensor Mask(Rollout rollout, PpoOptions options, Device device)
    {
        var width = (int)rollout.Responses.Width;
        var mask = new bool[rollout.Lengths.Length * width];
        for (var row = 0; row < rollout.Lengths.Length; row++)
        {
            for (var token = 0; token < width; token++)
            {
                mask[row * width + token] = rollout.IsTrained(row, token, options);
            }

            // Where the score goes behind the last token, an empty response still has a place for it.
            if (options.ScorePlacement == ScorePlacement.LastToken && !mask.AsSpan(row * width, width).Contains(true))
            {
                throw new WorkbenchException(
                    $"Response {row} of the rollout has {rollout.Lengths[row]} tokens, none of which is to be trained on"
                    + (options.MaskFirstToken ? " (MaskFirstToken leaves the first one out)." : "."));
            }
        }

        return tensor(mask, [rollout.Lengths.Length, width], device: device);
    }
}
