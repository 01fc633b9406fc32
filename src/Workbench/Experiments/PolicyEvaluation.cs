using Workbench.Generation;
using Workbench.Models;
using Workbench.Planning;
using Workbench.Rewards;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>
/// Measures a policy while it is trained: it answers the same held-out prompts with the same luck each time. The best policy is the one with the
/// highest mean of reward - beta KL, the objective of the training itself; by the reward alone the most hacked policy would win.
/// </summary>
/// <param name="policy">What is trained.</param>
/// <param name="reference">What it is held to.</param>
/// <param name="reward">Scores the answers.</param>
/// <param name="messages">Prompts that are not trained on.</param>
/// <param name="klCoefficient">beta at the start of the training.</param>
/// <param name="seed">Of the luck.</param>
internal sealed class PolicyEvaluation(
    Chatbot policy, ILanguageModel reference, IReward reward, IReadOnlyList<string> messages, double klCoefficient, ulong seed)
{
    /// <summary>What a measurement adds to the memory: the answers of one batch, and their log-probabilities under the reference.</summary>
    public IReadOnlyList<IReadOnlyList<MemoryItem>> Memory(MemoryTarget target)
    {
        (int Prompt, int Response)[] rows = [.. messages.Take(Chatbot.BatchSize).Select(message => (policy.Layout.Prompt(message).Count, policy.ReplyTokens))];
        var parts = RowParts.Of([.. rows.Select(row => row.Prompt + row.Response)], Chatbot.BatchSize, target.OnCpu);
        return
        [
            .. PassMemory.Decoding(ModelMemory.Of(policy.Model), rows.Length, 1, rows.Max(row => row.Prompt), policy.ReplyTokens, target),
            .. PassMemory.SideBySide(
                parts.Select(part => PassMemory.Plain(ModelMemory.Of(reference), PassShape.Of([.. part.Select(row => rows[row])]), target)), target.Workers),
        ];
    }

    /// <summary>The figure to choose by, higher is better, and what it is made of.</summary>
    public (double Figure, IReadOnlyList<Figure> Figures) Measure()
    {
        var (rewards, kls) = (new List<double>(), new List<double>());
        foreach (var answers in policy.Answer(messages, new UniformSource(seed)))
        {
            rewards.AddRange(reward.Score([.. answers.Select(answer => answer.Completion)]));
            kls.AddRange(answers.Zip(policy.LogProbabilities(answers, reference), (answer, other) => answer.LogProbability - other));
        }

        var objective = rewards.Average() - klCoefficient * kls.Average();
        return (objective, [new("evaluationObjective", objective), new("evaluationReward", rewards.Average()), new("evaluationKl", kls.Average())]);
    }
}
