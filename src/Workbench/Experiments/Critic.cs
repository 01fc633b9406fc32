using TorchSharp;
using Workbench.Models;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>PPO's critic: a head, and a model below it unless it reads the policy's hidden states.</summary>
/// <param name="Head">Maps hidden states to values.</param>
/// <param name="Model">The head's own model; null where there is none.</param>
internal sealed record Critic(nn.Module<Tensor, Tensor> Head, ILanguageModel? Model) : IDisposable
{
    private const string Folder = "critic";

    /// <summary>Makes the critic of a policy that has not been trained yet.</summary>
    /// <param name="choice">What it starts from.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="rewardModel">The folder of the reward model, for <see cref="CriticChoice.Reward"/>.</param>
    /// <exception cref="WorkbenchException">The reward model cannot be loaded, or has another tokenizer than the policy.</exception>
    public static Critic Of(CriticChoice choice, Chatbot policy, string? rewardModel)
    {
        if (choice == CriticChoice.Head)
        {
            return new Critic(ValueHead.For(policy.Model), null);
        }

        if (choice == CriticChoice.Policy)
        {
            var copy = Trainable(policy.Model.Adapter is null ? policy.Model.Clone() : Adapters.FrozenCopy(policy.Model));
            return new Critic(ValueHead.For(copy), copy);
        }

        var reward = LearnedRewardModel.Load(rewardModel!, policy.Model.Module.parameters().First().device);
        if (LearnedRewardModel.IsSame(reward.Tokenizer, policy.Tokenizer))
        {
            return new Critic(reward.Head, Trainable(reward.Trunk));
        }

        reward.Dispose();
        throw new WorkbenchException(
            $"{rewardModel}: this reward model has another tokenizer than the policy, so it cannot read the policy's tokens as critic; set ppo.critic to head or policy.");
    }

    /// <summary>Writes the model into a folder inside that of the policy; the head is part of the trainer's state.</summary>
    public void Save(string policyFolder)
    {
        if (Model is not null)
        {
            LanguageModels.Save(Model, Path.Combine(policyFolder, Folder));
        }
    }

    /// <summary>Reads the model back.</summary>
    public void Load(string policyFolder)
    {
        if (Model is not null)
        {
            ModelWeights.LoadInto(Model, Path.Combine(policyFolder, Folder));
        }
    }

    public void Dispose()
    {
        Head.Dispose();
        Model?.Dispose();
    }

    private static ILanguageModel Trainable(ILanguageModel model)
    {
        foreach (var (name, parameter) in model.Module.named_parameters())
        {
            parameter.requires_grad = model.Adapter?.Plan.Owns(name) ?? true;
        }

        return model;
    }
}
