using TorchSharp;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>The models of a PPO training.</summary>
/// <param name="Policy">What is trained.</param>
/// <param name="ValueHead">Maps hidden states [B, R, H] to values [B, R].</param>
/// <param name="Reference">What the policy is held to.</param>
/// <param name="ValueModel">The value head's own trunk; null where it reads the policy's hidden states.</param>
internal sealed record PpoModels(
    ILanguageModel Policy, nn.Module<Tensor, Tensor> ValueHead, ILanguageModel Reference, ILanguageModel? ValueModel)
{
    public IReadOnlyList<ParameterGroup> Trained()
    {
        var groups = new List<ParameterGroup> { ParameterGroup.Of(Policy.Module, "policy."), ParameterGroup.Of(ValueHead, "value_head.") };
        if (ValueModel is not null)
        {
            groups.Add(ParameterGroup.Of(ValueModel.Module, "value_model."));
        }

        return groups;
    }

    /// <summary>The policy's frozen lower layers; null where there are none.</summary>
    public PpoTrunk? Trunk { get; init; }

    /// <summary>Hidden states of the policy, [B, R, H].</summary>
    /// <param name="batch">The responses.</param>
    /// <param name="trunk">What leaves the frozen lower layers, [B, Q + R - 1, H]; null runs them.</param>
    public Tensor PolicyStates(ResponseBatch batch, Tensor? trunk) =>
        trunk is null ? Policy.HiddenStates(batch.Prompts, batch.Responses) : Trunk!.Policy(batch, trunk);

    /// <summary>Hidden states of the reference, [B, R, H].</summary>
    /// <param name="batch">The responses.</param>
    /// <param name="trunk">What leaves the policy's frozen lower layers; null where there are none.</param>
    public Tensor ReferenceStates(ResponseBatch batch, Tensor? trunk) =>
        (trunk is null ? null : Trunk!.Reference(batch, trunk)) ?? Reference.HiddenStates(batch.Prompts, batch.Responses);

    /// <summary>Values [B, R].</summary>
    /// <param name="batch">The responses.</param>
    /// <param name="policyHidden">The policy's hidden states of them, [B, R, H].</param>
    public Tensor Values(ResponseBatch batch, Tensor policyHidden) =>
        ValueHead.call(ValueModel is null ? policyHidden : ValueModel.HiddenStates(batch.Prompts, batch.Responses));

    public void SetModes(bool keepDropout)
    {
        if (!keepDropout)
        {
            Policy.Module.eval();
            ValueHead.eval();
            ValueModel?.Module.eval();
        }

        Reference.Module.eval();
    }
}
