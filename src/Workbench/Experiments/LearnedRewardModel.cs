using TorchSharp;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>A trained reward model from its folder, ready to score.</summary>
public sealed class LearnedRewardModel : IDisposable
{
    private readonly string folder;

    private LearnedRewardModel(string folder, ILanguageModel trunk, ScalarHead head, PipelineTokenizer tokenizer)
    {
        this.folder = folder;
        Trunk = trunk;
        Head = head;
        Tokenizer = tokenizer;
        Reward = new LearnedReward(ReplyMetric.LearnedReward, trunk, head, tokenizer.PadId);
    }

    /// <summary>Scores completions of a model with the same tokenizer.</summary>
    public LearnedReward Reward { get; }

    /// <summary>The model below the head.</summary>
    public ILanguageModel Trunk { get; }

    /// <summary>The head.</summary>
    public ScalarHead Head { get; }

    /// <summary>The tokenizer that it was trained with.</summary>
    public PipelineTokenizer Tokenizer { get; }

    /// <summary>Loads a folder that the reward stage wrote.</summary>
    /// <exception cref="WorkbenchException">The folder is not sound or has no scalar head.</exception>
    public static LearnedRewardModel Load(string folder, Device device)
    {
        var tokenizer = TokenizerFolder.Load(folder);
        var trunk = LanguageModels.Load(folder, device);
        try
        {
            Vocabularies.RequireOwn(folder, trunk.VocabularySize, tokenizer.VocabularySize);
            return new LearnedRewardModel(folder, trunk, ScalarHead.Load(folder, trunk), tokenizer);
        }
        catch (WorkbenchException)
        {
            trunk.Dispose();
            throw;
        }
    }

    /// <summary>The reward for completions of a model: it reads that model's tokens if they are its own, and else the text anew.</summary>
    /// <param name="policy">The other model.</param>
    /// <exception cref="WorkbenchException">It has the same tokenizer and a larger vocabulary, whose ids this model cannot read.</exception>
    public IReward For(Chatbot policy)
    {
        var reward = For(policy.Tokenizer);
        if (reward == Reward)
        {
            Vocabularies.RequireReader("reward model", folder, Trunk, policy.Folder, policy.Model);
        }

        return reward;
    }

    /// <summary>The reward for completions in tokens of a tokenizer: it reads them if they are its own, and else the text anew.</summary>
    /// <param name="tokenizer">The other model's.</param>
    public IReward For(PipelineTokenizer tokenizer) =>
        IsSame(Tokenizer, tokenizer) ? Reward : new RetokenizedReward(Reward, DialogueLayout.Unlimited(Tokenizer));

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        Head.Dispose();
        Trunk.Dispose();
    }

    /// <summary>Whether two tokenizers give every id the same token.</summary>
    internal static bool IsSame(PipelineTokenizer one, PipelineTokenizer other) =>
        one.VocabularySize == other.VocabularySize && one.EndId == other.EndId
        && Enumerable.Range(0, one.VocabularySize).All(id => one.TokenOf(id) == other.TokenOf(id));
}
