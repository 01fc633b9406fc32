using Workbench.Evaluation;
using Workbench.Models;
using Workbench.Rewards;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>The reward of a run: a weighted sum of one or several, whose means are known part by part.</summary>
internal sealed class RunReward : IReward, IDisposable
{
    private readonly CompositeReward sum;
    private readonly IDisposable[] owned;
    private readonly bool single;

    private RunReward(IReadOnlyList<(IReward Reward, double Weight, IDisposable? Owned)> parts)
    {
        sum = new CompositeReward("reward", [.. parts.Select(part => (part.Reward, part.Weight))]);
        owned = [.. parts.Select(part => part.Owned).OfType<IDisposable>()];
        single = parts.Count == 1;
        ScoreName = single ? parts[0].Reward.Name : Name;
    }

    /// <inheritdoc/>
    public string Name => sum.Name;

    /// <inheritdoc/>
    public IReadOnlyList<ILanguageModel> Models => sum.Models;

    /// <summary>What the score is called in tables: the name of the only part, or of the sum.</summary>
    public string ScoreName { get; }

    /// <summary>Means of the last batch, unweighted, each under the name of its part; empty where there is one part only.</summary>
    public IReadOnlyList<Figure> Means { get; private set; } = [];

    /// <summary>Loads every part.</summary>
    /// <exception cref="WorkbenchException">A part cannot be loaded.</exception>
    public static RunReward Load(IReadOnlyList<RewardPart> parts, Chatbot policy, Device device)
    {
        var loaded = new List<(IReward, double, IDisposable?)>();
        try
        {
            foreach (var part in parts)
            {
                var (reward, owned) = part.Load(policy, device);
                loaded.Add((reward, part.Weight, owned));
            }

            return new RunReward(loaded);
        }
        catch (WorkbenchException)
        {
            foreach (var (_, _, owned) in loaded)
            {
                owned?.Dispose();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions)
    {
        var scored = sum.ScoreParts(completions);
        // Two parts may have one name, such as two classifiers with the label "toxic".
        Means = single ? [] : [.. scored.Select((part, i) => new Figure($"reward {i + 1}, {part.Name}", part.Scores.Average()))];
        return CompositeReward.Sum(scored, completions.Count);
    }

    /// <summary>What is said of each completion: by the weighted sum where there are several rewards, then by each of them.</summary>
    public IReadOnlyList<RewardScore[]> Judge(IReadOnlyList<Completion> completions)
    {
        var scored = sum.ScoreParts(completions);
        var total = CompositeReward.Sum(scored, completions.Count);
        string[] names = [.. scored.Select((part, i) => scored.Take(i).Count(before => before.Name == part.Name) is var same and > 0 ? $"{part.Name} {same + 1}" : part.Name)];
        return
        [
            .. total.Select((value, row) => (RewardScore[])
            [
                .. single ? [] : new[] { new RewardScore(Name, value, MetricDirection.HigherIsBetter) },
                .. scored.Select((part, i) => new RewardScore(names[i], part.Scores[row], Wanted(part.Weight))),
            ]),
        ];
    }

    /// <summary>Frees the models of all parts.</summary>
    public void Dispose()
    {
        foreach (var part in owned)
        {
            part.Dispose();
        }
    }

    private static MetricDirection Wanted(double weight) =>
        weight > 0 ? MetricDirection.HigherIsBetter : weight < 0 ? MetricDirection.LowerIsBetter : MetricDirection.Unspecified;
}
