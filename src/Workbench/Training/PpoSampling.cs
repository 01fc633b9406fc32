using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>How a rollout comes about: the policy answers prompts, the reward scores the answers.</summary>
internal sealed class PpoSampling(ILanguageModel policy, IReward reward, ITextTokenizer tokenizer, PpoOptions options, Device device)
{
    /// <summary>Prompts [B, Q] and what the policy answers.</summary>
    public (TokenBatch Prompts, Generated Generated) Generate(IReadOnlyList<PromptExample> batch, IUniforms uniforms)
    {
        var ids = TokenBatches.LeftPadded([.. batch.Select(prompt => prompt.Ids)], tokenizer.PadId, device);
        return (ids, policy.Generate(ids, options.Generation, uniforms));
    }

    /// <summary>The answers with their scores.</summary>
    /// <exception cref="WorkbenchException">The reward gave a number that is not finite.</exception>
    public Rollout Score(IReadOnlyList<PromptExample> batch, (TokenBatch Prompts, Generated Generated) sampled)
    {
        var (prompts, generated) = sampled;
        var responses = TokenBatches.ToLists(generated.Responses);
        var completions = batch.Select((prompt, row) => new Completion(
            prompt.Text, tokenizer.Decode(responses[row]), prompt.Ids, responses[row], generated.Ended[row])).ToArray();
        var scores = reward.Score(completions);
        for (var row = 0; row < scores.Length; row++)
        {
            if (!double.IsFinite(scores[row]))
            {
                throw new WorkbenchException(
                    $"The reward {reward.Name} gave {scores[row]} for the response \"{completions[row].Response}\"; scores must be finite.");
            }
        }

        if (options.CutStartToken)
        {
            return StartTokens.CutAtLimit(policy, prompts, generated, completions, scores, options.Generation);
        }

        // A score placed after the last token needs a column behind the longest response.
        var wide = options.ScorePlacement == ScorePlacement.AfterLastToken && generated.Responses.Width < options.Generation.MaxNewTokens;
        var lists = wide ? TokenBatches.RightPadded(responses, tokenizer.PadId, device, generated.Responses.Width + 1) : null;
        return new Rollout(prompts, generated, lists ?? generated.Responses, completions, scores);
    }
}
