using Workbench.Models;

namespace Workbench.Rewards;

/// <summary>A weighted sum of rewards. Use a negative weight for what should be avoided, such as the probability of hate.</summary>
public sealed class CompositeReward : IReward
{
    private readonly (IReward Reward, double Weight)[] parts;

    /// <summary>Creates the sum.</summary>
    /// <param name="name">What the score is called.</param>
    /// <param name="parts">At least one reward, each with its finite weight.</param>
    /// <exception cref="WorkbenchException">There is no part, or a weight is not finite.</exception>
    public CompositeReward(string name, params (IReward Reward, double Weight)[] parts)
    {
        if (parts.Length == 0)
        {
            throw new WorkbenchException($"The reward {name} has no parts.");
        }

        foreach (var (reward, weight) in parts)
        {
            if (!double.IsFinite(weight))
            {
                throw new WorkbenchException($"The weight of {reward.Name} in the reward {name} is {weight}; it must be finite.");
            }
        }

        Name = name;
        this.parts = parts;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ILanguageModel> Models => [.. parts.SelectMany(part => part.Reward.Models)];

    /// <inheritdoc/>
    public IReadOnlyList<RewardClassifier> Classifiers => [.. parts.SelectMany(part => part.Reward.Classifiers)];

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions) => Sum(ScoreParts(completions), completions.Count);

    /// <summary>The score of each part, for a table that shows what a response gained by what.</summary>
    public IReadOnlyList<(string Name, double Weight, double[] Scores)> ScoreParts(IReadOnlyList<Completion> completions) =>
        [.. parts.Select(part => (part.Reward.Name, part.Weight, part.Reward.Score(completions)))];

    internal static double[] Sum(IReadOnlyList<(string Name, double Weight, double[] Scores)> scored, int count)
    {
        var total = new double[count];
        foreach (var (_, weight, scores) in scored)
        {
            for (var i = 0; i < total.Length; i++)
            {
                total[i] += weight * scores[i];
            }
        }

        return total;
    }
}
