using TorchSharp;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>A trained reward model from its folder, ready to score.</summary>
public sealed class LearnedRewardModel : IDisposable
{
    private readonly ILanguageModel trunk;
    private readonly ScalarHead head;

    private LearnedRewardModel(ILanguageModel trunk, ScalarHead head, int padId)
    {
        this.trunk = trunk;
        this.head = head;
        Reward = new LearnedReward("learned reward", trunk, head, padId);
    }

    /// <summary>Scores completions.</summary>
    public LearnedReward Reward { get; }

    /// <summary>Loads a folder that the reward stage wrote.</summary>
    /// <exception cref="WorkbenchException">The folder is not sound or has no scalar head.</exception>
    public static LearnedRewardModel Load(string folder, Device device)
    {
        var trunk = LanguageModels.Load(folder, device);
        return new LearnedRewardModel(trunk, ScalarHead.Load(folder, trunk), TokenizerFolder.Load(folder).PadId);
    }

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        head.Dispose();
        trunk.Dispose();
    }
}
