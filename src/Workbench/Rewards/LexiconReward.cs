namespace Workbench.Rewards;

/// <summary>
/// A weight for each phrase of a list that occurs in the response. Transparent and easy to fool: a lesson in reward hacking.
/// </summary>
public sealed class LexiconReward : IReward
{
    private static readonly char[] Separators = [' ', '\t', '\n', '\r', '.', ',', '!', '?', ';', ':', '"', '(', ')'];

    private readonly (string Phrase, double Weight)[] phrases;
    private readonly bool countRepeats;

    /// <summary>Creates the reward.</summary>
    /// <param name="name">What the score is called.</param>
    /// <param name="weights">Phrases of one or more words with their weights; casing and punctuation do not matter.</param>
    /// <param name="countRepeats">Whether a phrase counts each time it occurs instead of once.</param>
    /// <exception cref="WorkbenchException">A phrase has no words or a weight is not finite.</exception>
    public LexiconReward(string name, IReadOnlyDictionary<string, double> weights, bool countRepeats = false)
    {
        Name = name;
        this.countRepeats = countRepeats;
        phrases = [.. weights.Select(pair => (Normal(pair.Key), pair.Value))];
        foreach (var (phrase, weight) in phrases)
        {
            if (phrase.Trim().Length == 0 || !double.IsFinite(weight))
            {
                throw new WorkbenchException($"The lexicon {name} has the phrase \"{phrase.Trim()}\" with weight {weight}; it needs words and a finite weight.");
            }
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions) => [.. completions.Select(completion => Score(completion.Response))];

    private double Score(string response)
    {
        var text = Normal(response);
        return phrases.Sum(entry => entry.Weight * (countRepeats ? Occurrences(text, entry.Phrase) : text.Contains(entry.Phrase, StringComparison.Ordinal) ? 1 : 0));
    }

    // Lower case, words separated and surrounded by single spaces, so that a phrase only matches whole words.
    private static string Normal(string text) =>
        $" {string.Join(' ', text.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries))} ";

    private static int Occurrences(string text, string phrase)
    {
        var count = 0;
        for (var at = text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
