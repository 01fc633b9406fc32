using Workbench.Models;

namespace Workbench.Rewards;

/// <summary>Scores finished responses: a classifier, a learned reward model, a rule, or a mixture of these.</summary>
public interface IReward
{
    /// <summary>What the score is called in metrics, charts and tables.</summary>
    string Name { get; }

    /// <summary>The language models that it runs, which take memory; none for a rule.</summary>
    IReadOnlyList<ILanguageModel> Models => [];

    /// <summary>The classifiers that it runs, which take memory; none for a rule.</summary>
    IReadOnlyList<RewardClassifier> Classifiers => [];

    /// <summary>One score for each completion, higher is better; all finite.</summary>
    /// <param name="completions">A batch; the same completion gets the same score in any batch.</param>
    double[] Score(IReadOnlyList<Completion> completions);
}

/// <summary>A prompt with one response, as text and as the policy's token ids.</summary>
/// <param name="Prompt">The prompt's text, as a person would read it (no layout tokens).</param>
/// <param name="Response">The response's text without special tokens.</param>
/// <param name="PromptIds">The prompt's token ids, layout included.</param>
/// <param name="ResponseIds">The response's token ids, with the end token where it was drawn.</param>
/// <param name="Ended">Whether the response ended by itself rather than at the length limit.</param>
public sealed record Completion(
    string Prompt, string Response, IReadOnlyList<int> PromptIds, IReadOnlyList<int> ResponseIds, bool Ended);
