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

    /// <summary>The head on the policy's hidden states, which is saved with the policy; null where the critic has a model of its own.</summary>
    public ValueHead? OnPolicy => Model is null ? (ValueHead)Head : null;

    /// <summary>Makes the critic of a policy that is trained from now on.</summary>
    /// <param name="options">What it starts from.</param>
    /// <param name="inputs">The policy, whose folder may hold the head of an earlier training, and the folder of the reward model.</param>
    /// <exception cref="WorkbenchException">A model cannot be loaded, or cannot read the policy's tokens.</exception>
    public static Critic Of(PpoStageOptions options, PolicyInputs inputs)
    {
        var policy = inputs.Policy.Model;
        if (options.CriticModel is { } folder)
        {
            return Saved(folder, inputs.Policy);
        }

        switch (options.Critic)
        {
            case CriticChoice.Head:
                return new Critic(ValueHead.IsAt(inputs.Policy.Folder) ? ValueHead.Load(inputs.Policy.Folder, policy) : ValueHead.For(policy), null);
            case CriticChoice.Policy:
                var copy = Trainable(policy.Adapter is null ? policy.Clone() : Adapters.FrozenCopy(policy));
                return new Critic(ValueHead.For(copy), copy);
            default:
                return OfReward(inputs.RewardFolder!, inputs.Policy);
        }
    }

    /// <summary>Writes model and head into a folder; a head on the policy is saved with the policy.</summary>
    public void Save(string folder)
    {
        if (Model is not null)
        {
            LanguageModels.Save(Model, folder, valueHead: Head as ValueHead, scalarHead: Head as ScalarHead);
        }
    }

    /// <summary>Writes model and head into a folder inside that of the policy.</summary>
    public void SaveInside(string policyFolder) => Save(Path.Combine(policyFolder, Folder));

    /// <summary>Reads them back.</summary>
    public void LoadInside(string policyFolder)
    {
        if (Model is not null)
        {
            ModelWeights.LoadInto(Model, Path.Combine(policyFolder, Folder), Head);
        }
    }

    public void Dispose()
    {
        Head.Dispose();
        Model?.Dispose();
    }

    private static Critic OfReward(string folder, Chatbot policy)
    {
        var reward = LearnedRewardModel.Load(folder, policy.Device);
        try
        {
            if (!LearnedRewardModel.IsSame(reward.Tokenizer, policy.Tokenizer))
            {
                throw new WorkbenchException(
                    $"{folder}: this reward model has another tokenizer than the policy, so it cannot read the policy's tokens as critic; set ppo.critic to head or policy.");
            }

            Vocabularies.RequireReader("critic", folder, reward.Trunk, policy.Folder, policy.Model);
            return new Critic(reward.Head, Trainable(reward.Trunk));
        }
        catch (WorkbenchException)
        {
            reward.Dispose();
            throw;
        }
    }

    private static Critic Saved(string folder, Chatbot policy)
    {
        var model = LanguageModels.Load(folder, policy.Device);
        try
        {
            Vocabularies.RequireReader("critic", folder, model, policy.Folder, policy.Model);
            return new Critic(ValueHead.IsAt(folder) ? ValueHead.Load(folder, model) : ScalarHead.Load(folder, model), Trainable(model));
        }
        catch (WorkbenchException)
        {
            model.Dispose();
            throw;
        }
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
