using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Some rows of an experience, cut to their longest response and longest prompt. Lives in the dispose scope that it is made in.</summary>
internal sealed class PpoMiniBatch
{
    /// <param name="experience">Where the rows come from.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="advantages">Of these rows, [n, R].</param>
    /// <param name="options">Of the training.</param>
    public PpoMiniBatch(Experience experience, int[] rows, Tensor advantages, PpoOptions options)
    {
        var width = Math.Min(experience.Rollout.Responses.Width, rows.Max(row => experience.Rollout.Lengths[row]) + Behind(options));
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: experience.Mask.device);
        Responses = ResponseBatch.Rows(experience.Rollout, rows, width, options.Generation.PadId);
        Mask = Part(experience.Mask);
        ValueMask = Behind(options) == 0 ? Mask : Part(experience.ValueMask);
        LogProbs = Part(experience.LogProbs);
        ReferenceLogProbs = options.Kl.InLoss ? Part(experience.ReferenceLogProbs) : null;
        KlCoefficient = experience.KlCoefficient;
        Values = Part(experience.Values);
        Returns = Part(experience.Returns);
        Advantages = advantages.narrow(1, 0, width);
        Trunk = experience.Trunk is null ? null : PpoTrunk.Columns(experience.Trunk, experience.Rollout, Responses).index_select(0, index);

        Tensor Part(Tensor tensor) => tensor.narrow(1, 0, width).index(index);
    }

    public ResponseBatch Responses { get; }

    public Tensor Mask { get; }

    public Tensor ValueMask { get; }

    public Tensor LogProbs { get; }

    /// <summary>Null where the loss has no KL term.</summary>
    public Tensor? ReferenceLogProbs { get; }

    public double KlCoefficient { get; }

    public Tensor Values { get; }

    public Tensor Returns { get; }

    public Tensor Advantages { get; }

    /// <summary>What leaves the policy's frozen lower layers, [n, Q + R - 1, H]; null where there are none.</summary>
    public Tensor? Trunk { get; }

    /// <summary>How many tokens carry a policy loss and how many a value loss, known on the host.</summary>
    public static (long Policy, long Value) Counts(Rollout rollout, int[] rows, PpoOptions options)
    {
        var (policy, value) = (0L, 0L);
        foreach (var row in rows)
        {
            var trained = rollout.TrainedCount(row, options);
            var last = Enumerable.Range(0, rollout.Lengths[row]).LastOrDefault(token => rollout.IsTrained(row, token, options), -1);
            policy += trained;
            value += trained + (last + 1 < rollout.Responses.Width ? Behind(options) : 0);
        }

        return (policy, value);
    }

    /// <summary>Columns that a response needs behind its last token.</summary>
    public static int Behind(PpoOptions options) => options.ScorePlacement == Rlhf.ScorePlacement.AfterLastToken ? 1 : 0;
}
