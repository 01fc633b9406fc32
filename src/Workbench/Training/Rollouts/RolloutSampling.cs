using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>How a rollout comes about: the policy answers prompts, the reward scores the answers.</summary>
internal sealed class RolloutSampling(ILanguageModel policy, IReward reward, ITextTokenizer tokenizer, GenerationOptions generation, Device device)
{
    /// <summary>Cuts responses behind a text; null cuts none.</summary>
    public StopText? StopText { get; init; }

    /// <summary>Whether a score placed after the last token needs a column behind the longest response.</summary>
    public bool ColumnBehind { get; init; }

    /// <summary><see cref="PpoOptions.PaddingMovesPositions"/>.</summary>
    public bool PaddingMovesPositions { get; init; }

    /// <summary><see cref="PpoOptions.CutStartToken"/>.</summary>
    public bool CutStartToken { get; init; }

    /// <summary>Whether the states that tokens were drawn from are kept, for values without a pass of their own.</summary>
    public bool KeepStates { get; init; }

    /// <summary>Who generates groups of responses side by side; null generates all at once.</summary>
    public Workers? Workers { get; init; }

    /// <summary>What the policy answers, <see cref="GenerationOptions.ResponsesPerPrompt"/> times to each prompt, one behind the other.</summary>
    /// <param name="batch">The prompts.</param>
    /// <param name="uniforms">The luck of each response.</param>
    public Generated Generate(IReadOnlyList<PromptExample> batch, IUniforms uniforms)
    {
        var wanted = generation with { KeepStates = KeepStates };
        if (Workers is not null && uniforms is UniformSource source && GroupedGeneration.Groups(batch.Count, generation, Workers.OnCpu) is { Count: > 1 } groups)
        {
            return new GroupedGeneration(policy, wanted, tokenizer.PadId, device).Generate(batch, groups, source, Workers);
        }

        using var ids = TokenBatches.LeftPadded([.. batch.Select(prompt => prompt.Ids)], tokenizer.PadId, device);
        return policy.Generate(ids, wanted, uniforms);
    }

    /// <summary>The answers with their scores.</summary>
    /// <exception cref="WorkbenchException">The reward gave a number that is not finite.</exception>
    public Rollout Score(IReadOnlyList<PromptExample> batch, Generated generated)
    {
        var sampled = TokenBatches.ToLists(generated.Responses);
        var cut = sampled.Select(ids => StopText?.Cut(ids, tokenizer)).ToArray();
        var responses = cut.Zip(sampled, (ids, all) => ids ?? all).ToArray();
        var completions = responses.Select((ids, row) =>
        {
            var prompt = batch[row / generation.ResponsesPerPrompt];
            return new Completion(prompt.Text, tokenizer.Decode(ids), prompt.Ids, ids, generated.Ended[row] || cut[row] is not null);
        }).ToArray();
        var scores = reward.Score(completions);
        for (var row = 0; row < scores.Length; row++)
        {
            if (!double.IsFinite(scores[row]))
            {
                throw new WorkbenchException(
                    $"The reward {reward.Name} gave {scores[row]} for the response \"{completions[row].Response}\"; scores must be finite.");
            }
        }

        var prompts = TokenBatches.LeftPadded([.. completions.Select(completion => completion.PromptIds)], tokenizer.PadId, device);
        if (CutStartToken)
        {
            return StartTokens.CutAtLimit(policy, prompts, generated, completions, scores, generation);
        }

        if (PaddingMovesPositions)
        {
            var totals = completions.Select(completion => (long)completion.PromptIds.Count + completion.ResponseIds.Count).ToArray();
            prompts = prompts with { Offset = tensor([.. totals.Select(total => totals.Max() - total)], device: device) };
        }

        return new Rollout(prompts, generated, Padded(responses, generated.Responses), completions, scores);
    }

    private TokenBatch Padded(int[][] responses, TokenBatch sampled)
    {
        var longest = responses.Max(ids => ids.Length);
        var width = ColumnBehind ? Math.Min(longest + 1, generation.MaxNewTokens) : longest;
        return width == sampled.Width && StopText is null
            ? sampled
            : TokenBatches.RightPadded(responses, tokenizer.PadId, device, width);
    }
}
