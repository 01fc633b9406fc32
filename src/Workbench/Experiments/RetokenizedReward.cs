using Workbench.Models;
using Workbench.Rewards;

namespace Workbench.Experiments;

/// <summary>A reward model that reads the texts of a policy with another tokenizer than its own.</summary>
/// <param name="inner">The reward model.</param>
/// <param name="layout">How it was trained to read prompt and reply.</param>
internal sealed class RetokenizedReward(IReward inner, DialogueLayout layout) : IReward
{
    public string Name => inner.Name;

    public IReadOnlyList<ILanguageModel> Models => inner.Models;

    public double[] Score(IReadOnlyList<Completion> completions) => inner.Score([.. completions.Select(completion => completion with
    {
        PromptIds = layout.Prompt(completion.Prompt),
        ResponseIds = layout.Reply(completion.Response, completion.Ended),
    })]);
}
