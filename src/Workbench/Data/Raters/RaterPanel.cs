using System.Collections.Frozen;
using System.Collections.Immutable;
using Workbench.Data.Gold;

namespace Workbench.Data.Raters;

/// <summary>
/// Simulated people who compare and rate replies. Each sees the gold score, adds a personal bias for warm words and long replies, and noise;
/// ratings also feel the person's severity, and some are missing.
/// </summary>
/// <remarks>
/// utility = gold + warmth bias x warm words + length bias x (words - 18) + noise x N(0, 1);
/// rating = round(centre + slope x utility - severity), clipped to 1..7.
/// The noise is a function of the seed, the person, the message and the reply: the order of the questions does not matter, and the same
/// question gets the same answer.
/// </remarks>
public sealed class RaterPanel
{
    /// <summary>Lowest rating: contemptuous, or no answer at all.</summary>
    public const int LowestRating = 1;

    /// <summary>Highest rating: warm, to the point, complete.</summary>
    public const int HighestRating = 7;

    private const int UsualWords = 18;

    private readonly RaterPanelOptions options;
    private readonly GoldScorer gold;
    private readonly SeededRandom random;

    /// <summary>Draws the people.</summary>
    /// <param name="seed">Decides the people and their noise.</param>
    /// <param name="options">What they are like; biased people where left out.</param>
    /// <param name="gold">What they perceive; a new scorer where left out.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public RaterPanel(ulong seed, RaterPanelOptions? options = null, GoldScorer? gold = null)
    {
        this.options = options ?? RaterPanelOptions.Biased;
        this.options.Validate();
        this.gold = gold ?? new GoldScorer();
        random = new SeededRandom(seed);
        Raters = [.. Enumerable.Range(1, this.options.Raters).Select(DrawRater)];
    }

    /// <summary>Words that biased people over-value.</summary>
    public static FrozenSet<string> WarmWords { get; } = new[]
    {
        "sorry", "thank", "hear", "sense", "gentle", "courage", "believe", "care", "alone", "glad", "brave", "kind", "kindness", "deserve",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The people.</summary>
    public ImmutableArray<Rater> Raters { get; }

    /// <summary>How good a reply seems to a person, in units of the gold score.</summary>
    /// <param name="rater">One of <see cref="Raters"/>.</param>
    /// <param name="message">What was asked.</param>
    /// <param name="reply">What was answered.</param>
    /// <param name="ended">Whether the reply ended by itself.</param>
    public double Utility(Rater rater, string message, string reply, bool ended = true)
    {
        var words = GoldWords.Of(reply).Where(word => !GoldWords.IsPunctuation(word)).ToList();
        return gold.Score(message, reply, ended).Value
            + rater.WarmthBias * words.Count(WarmWords.Contains)
            + rater.LengthBias * (words.Count - UsualWords)
            + rater.Noise * Occasion(rater, message, reply).NextGaussian();
    }

    /// <summary>A person's rating from 1 to 7, or null where the person gave none.</summary>
    /// <inheritdoc cref="Utility"/>
    public int? Rate(Rater rater, string message, string reply, bool ended = true)
    {
        if (Occasion(rater, message, reply).Split("missing").Chance(rater.MissingShare))
        {
            return null;
        }

        var points = options.RatingCentre + options.RatingSlope * Utility(rater, message, reply, ended) - rater.Severity;
        return (int)Math.Clamp(Math.Round(points, MidpointRounding.AwayFromZero), LowestRating, HighestRating);
    }

    /// <summary>Everyone's ratings by the rater's id; people who gave none are left out.</summary>
    /// <param name="message">What was asked.</param>
    /// <param name="reply">What was answered.</param>
    /// <param name="ended">Whether the reply ended by itself.</param>
    public IReadOnlyDictionary<string, int> Ratings(string message, string reply, bool ended = true)
    {
        var ratings = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var rater in Raters)
        {
            if (Rate(rater, message, reply, ended) is { } rating)
            {
                ratings[rater.Id] = rating;
            }
        }

        return ratings;
    }

    /// <summary>Whether a person prefers the first of two replies to the second; of two equal texts nobody prefers either.</summary>
    /// <param name="rater">One of <see cref="Raters"/>.</param>
    /// <param name="message">What was asked.</param>
    /// <param name="first">An answer.</param>
    /// <param name="second">Another answer.</param>
    /// <param name="firstEnded">Whether the first ended by itself.</param>
    /// <param name="secondEnded">Whether the second ended by itself.</param>
    /// <exception cref="ArgumentException">The replies are the same text.</exception>
    public bool PrefersFirst(Rater rater, string message, string first, string second, bool firstEnded = true, bool secondEnded = true) =>
        first == second
            ? throw new ArgumentException("The two replies are the same text; nobody can prefer one.", nameof(second))
            : Utility(rater, message, first, firstEnded) > Utility(rater, message, second, secondEnded);

    private Rater DrawRater(int number)
    {
        var person = random.Split($"rater {number}");
        return new(
            $"rater-{number}",
            options.SeverityDeviation * person.NextGaussian(),
            options.WarmthBias + options.WarmthBiasDeviation * person.NextGaussian(),
            options.LengthBias + options.LengthBiasDeviation * person.NextGaussian(),
            options.Noise * (0.75 + 0.5 * person.NextDouble()),
            options.MissingShare * 2 * person.NextDouble());
    }

    private SeededRandom Occasion(Rater rater, string message, string reply) => random.Split($"{rater.Id}\n{message}\n{reply}");
}
