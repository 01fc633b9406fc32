namespace Workbench.Rewards;

/// <summary>Any function of prompt and response as a reward.</summary>
/// <param name="name">What the score is called.</param>
/// <param name="function">Prompt and response to a finite score.</param>
public sealed class FunctionReward(string name, Func<string, string, double> function) : IReward
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions) =>
        [.. completions.Select(completion => function(completion.Prompt, completion.Response))];
}
