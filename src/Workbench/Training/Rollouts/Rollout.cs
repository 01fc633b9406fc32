using Workbench.Generation;
using Workbench.Rewards;
using Workbench.Text;

namespace Workbench.Training;

/// <summary>Prompts, the responses that the policy gave, and their scores.</summary>
/// <param name="Prompts">[B, Q], padded on either side.</param>
/// <param name="Generated">The responses [B, R] with the sampler's log-probabilities; null where they were not sampled here.</param>
/// <param name="Responses">[B, R], right-padded.</param>
/// <param name="Completions">The same as text and ids, B of them.</param>
/// <param name="Scores">One a response, as the reward gave them.</param>
public sealed record Rollout(
    TokenBatch Prompts, Generated? Generated, TokenBatch Responses, IReadOnlyList<Completion> Completions, IReadOnlyList<double> Scores) : IDisposable
{
    /// <summary>Tokens of each response.</summary>
    public int[] Lengths { get; } = [.. Completions.Select(completion => completion.ResponseIds.Count)];

    /// <summary>Tokens of each prompt and its response together.</summary>
    internal int[] Totals => [.. Completions.Select(completion => completion.PromptIds.Count + completion.ResponseIds.Count)];

    /// <summary>
    /// Which tokens of each response are rewarded and trained on, so that quoted text or a tool's answer can be left out; null trains on all.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<bool>>? TrainedTokens { get; init; }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Prompts.Dispose();
        Responses.Dispose();
        Generated?.Dispose();
    }

    internal bool IsTrained(int row, int token, PpoOptions options) =>
        token < Lengths[row] && (token > 0 || !options.MaskFirstToken) && (TrainedTokens is null || TrainedTokens[row][token]);

    internal int TrainedCount(int row, PpoOptions options) =>
        Enumerable.Range(0, Lengths[row]).Count(token => IsTrained(row, token, options));
}
