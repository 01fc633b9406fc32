using Workbench.Evaluation;
using Workbench.Models;
using Workbench.Rewards;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>The reward of a run: a weighted sum of one or several, whose means are known part by part.</summary>
internal sealed class RunReward : IReward, IDisposable
{
    private readonly CompositeReward sum;
    private readonly CompositeReward? measures;
    private readonly IDisposable[] owned;
    private readonly bool single;

    private RunReward(
        IReadOnlyList<(IReward Reward, double Weight)> parts, IReadOnlyList<(IReward Reward, double Weight)> measured, IReadOnlyList<IDisposable> owned)
    {
        sum = new CompositeReward("reward", [.. parts]);
        measures = measured.Count == 0 ? null : new CompositeReward("measures", [.. measured]);
        this.owned = [.. owned];
        single = parts.Count == 1;
        ScoreName = single ? parts[0].Reward.Name : Name;
    }

    /// <inheritdoc/>
    public string Name => sum.Name;

    /// <inheritdoc/>
    public IReadOnlyList<ILanguageModel> Models => sum.Models;

    /// <summary>What the score is called in tables: the name of the only part, or of the sum.</summary>
    public string ScoreName { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RewardClassifier> Classifiers => sum.Classifiers;

    /// <summary>Means of the last batch, unweighted, each under the name of its part; empty where there is one part only.</summary>
    public IReadOnlyList<Figure> Means { get; private set; } = [];

    /// <summary>Loads every part.</summary>
    /// <param name="parts">What is added up.</param>
    /// <param name="policy">Whose replies are scored.</param>
    /// <param name="device">Where the models of the parts live.</param>
    /// <param name="measures">What <see cref="Judge"/> says besides.</param>
    /// <exception cref="WorkbenchException">A part cannot be loaded.</exception>
    public static RunReward Load(IReadOnlyList<RewardPart> parts, Chatbot policy, Device device, IReadOnlyList<RewardPart>? measures = null)
    {
        var owned = new List<IDisposable>();
        try
        {
            return new RunReward([.. parts.Select(Loaded)], [.. (measures ?? []).Select(Loaded)], owned);
        }
        catch (WorkbenchException)
        {
            owned.ForEach(model => model.Dispose());
            throw;
        }

        (IReward, double) Loaded(RewardPart part)
        {
            var (reward, model) = part.Load(policy, device);
            owned.AddRange(model is null ? [] : [model]);
            return (reward, part.Weight);
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

    /// <summary>What is said of each completion: by the weighted sum where there are several rewards, by each of them, and by the measures.</summary>
    public IReadOnlyList<RewardScore[]> Judge(IReadOnlyList<Completion> completions)
    {
        var scored = sum.ScoreParts(completions);
        var total = CompositeReward.Sum(scored, completions.Count);
        scored = [.. scored, .. measures?.ScoreParts(completions) ?? []];
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
