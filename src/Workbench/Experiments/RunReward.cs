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
    }

    /// <inheritdoc/>
    public string Name => sum.Name;

    /// <inheritdoc/>
    public IReadOnlyList<ILanguageModel> Models => sum.Models;

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

    /// <summary>Frees the models of all parts.</summary>
    public void Dispose()
    {
        foreach (var part in owned)
        {
            part.Dispose();
        }
    }
}
