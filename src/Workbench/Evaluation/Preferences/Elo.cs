namespace Workbench.Evaluation.Preferences;

/// <summary>Elo's ratings (1978): strengths that follow the results one by one. Their order of arrival matters; see <see cref="BradleyTerry"/> for the rest.</summary>
public sealed class Elo
{
    private readonly double[] ratings;

    /// <summary>Starts the ratings.</summary>
    /// <param name="initial">The first rating of each item.</param>
    /// <param name="k">How far one game can move a rating, above 0.</param>
    /// <param name="scale">A difference of this many points means odds of ten to one, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">k or the scale is not above 0.</exception>
    public Elo(IReadOnlyList<double> initial, double k = 32, double scale = 400)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        ratings = [.. initial];
        K = k;
        Scale = scale;
    }

    /// <summary>The ratings after the games so far.</summary>
    public IReadOnlyList<double> Ratings => ratings;

    /// <summary>How far one game can move a rating.</summary>
    public double K { get; }

    /// <summary>A difference of this many points means odds of ten to one.</summary>
    public double Scale { get; }

    /// <summary>The score that one item is to expect against another, in (0, 1).</summary>
    /// <param name="item">Number of the first item.</param>
    /// <param name="other">Number of the second item.</param>
    public double Expected(int item, int other) => 1 / (1 + Math.Pow(10, (ratings[other] - ratings[item]) / Scale));

    /// <summary>Counts a game: both ratings move by K times what the score exceeds the expectation by.</summary>
    /// <param name="item">Number of the first item.</param>
    /// <param name="other">Number of the second item.</param>
    /// <param name="score">The first item's score: 1 for a win, 0.5 for a tie, 0 for a loss.</param>
    /// <exception cref="ArgumentException">An item plays against itself, or the score lies outside [0, 1].</exception>
    public void Play(int item, int other, double score)
    {
        if (item == other)
        {
            throw new ArgumentException($"Item {item} cannot play against itself.", nameof(other));
        }

        if (!(score >= 0 && score <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(score), score, "A score lies in [0, 1].");
        }

        var (first, second) = (Expected(item, other), Expected(other, item));
        ratings[item] += K * (score - first);
        ratings[other] += K * (1 - score - second);
    }
}
