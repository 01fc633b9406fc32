using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// The frozen lower layers of a policy: their states are computed once an iteration, for all epochs, and for the reference too where it has the
/// same layers.
/// </summary>
internal sealed class PpoTrunk
{
    private readonly CausalLanguageModel policy;
    private readonly CausalLanguageModel? reference;

    private PpoTrunk(CausalLanguageModel policy, CausalLanguageModel? reference, int layers) =>
        (this.policy, this.reference, Layers) = (policy, reference, layers);

    /// <summary>How many layers.</summary>
    public int Layers { get; }

    /// <summary>The trunk of a policy; null where its lowest layer is trained, or dropout makes its states differ each time.</summary>
    public static PpoTrunk? Of(ILanguageModel policy, ILanguageModel reference, bool dropout)
    {
        if (dropout || policy is not CausalLanguageModel model || FrozenTrunk.Layers(model) is not (> 0 and var layers))
        {
            return null;
        }

        var shared = reference is CausalLanguageModel other && FrozenTrunk.IsShared(model, other, layers);
        return new PpoTrunk(model, shared ? (CausalLanguageModel)reference : null, layers);
    }

    /// <summary>What leaves the trunk, [B, Q + R - 1, H].</summary>
    public Tensor States(ResponseBatch batch) => policy.StatesBefore(batch.Prompts, batch.Responses, Layers);

    /// <summary>Hidden states of the policy, [B, R, H].</summary>
    public Tensor Policy(ResponseBatch batch, Tensor states) => policy.HiddenStates(batch.Prompts, batch.Responses, states, Layers);

    /// <summary>Hidden states of the reference, [B, R, H]; null where its lower layers are others.</summary>
    public Tensor? Reference(ResponseBatch batch, Tensor states) => reference?.HiddenStates(batch.Prompts, batch.Responses, states, Layers);

    /// <summary>
    /// A table for the states of a rollout, [B, Q + R - 1, H]: prompts end in column Q - 1, so that any part of the rollout is a stretch of columns.
    /// </summary>
    public Tensor Table(Rollout rollout) =>
        zeros([rollout.Lengths.Length, Longest(rollout) + rollout.Responses.Width - 1, policy.LayerWidth], policy.DType, rollout.Responses.Ids.device);

    /// <summary>The columns of a table that belong to a part.</summary>
    public static Tensor Columns(Tensor table, Rollout rollout, ResponseBatch part) => table.narrow(
        1, Longest(rollout) - part.Prompts.Width, part.Prompts.Width + part.Responses.Width - 1);

    private static long Longest(Rollout rollout) => rollout.Completions.Max(completion => completion.PromptIds.Count);
}
