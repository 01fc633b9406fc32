namespace Workbench.Experiments;

/// <summary>What a stage that trains a policy by rewards begins with; its models are freed with it.</summary>
/// <param name="Policy">The model to train.</param>
/// <param name="PolicyFolder">Where it was loaded from.</param>
/// <param name="Reward">What scores its replies.</param>
/// <param name="RewardFolder">The folder of the first reward model among the rewards; null where there is none.</param>
/// <param name="Messages">Prompts to train on.</param>
/// <param name="EvaluationMessages">Prompts that measure the policy; may be empty where nothing is measured.</param>
/// <param name="IsBundled">Whether the prompts are of the bundled corpus, whose gold score is known.</param>
internal sealed record PolicyInputs(
    Chatbot Policy, string PolicyFolder, RunReward Reward, string? RewardFolder, IReadOnlyList<string> Messages,
    IReadOnlyList<string> EvaluationMessages, bool IsBundled) : IDisposable
{
    public void Dispose()
    {
        Policy.Dispose();
        Reward.Dispose();
    }
}
