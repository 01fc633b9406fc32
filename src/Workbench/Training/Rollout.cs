using Workbench.Generation;
using Workbench.Rewards;
using Workbench.Text;

namespace Workbench.Training;

/// <summary>Prompts, the responses that the policy gave, and their scores.</summary>
/// <param name="Prompts">[B, Q], left-padded.</param>
/// <param name="Generated">The responses [B, R] with the sampler's log-probabilities; null where they were not sampled here.</param>
/// <param name="Responses">[B, R], right-padded.</param>
/// <param name="Completions">The same as text and ids, B of them.</param>
/// <param name="Scores">One a response, as the reward gave them.</param>
public sealed record Rollout(
    TokenBatch Prompts, Generated? Generated, TokenBatch Responses, IReadOnlyList<Completion> Completions, IReadOnlyList<double> Scores) : IDisposable
{
    /// <summary>Tokens of each response.</summary>
    public int[] Lengths { get; } = [.. Completions.Select(completion => completion.ResponseIds.Count)];

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Prompts.Dispose();
        Responses.Dispose();
        Generated?.Dispose();
    }
}
