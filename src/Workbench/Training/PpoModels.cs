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
