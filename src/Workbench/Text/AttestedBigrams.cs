namespace Workbench.Text;

/// <summary>The bigrams that occur in a corpus of ordinary text: what is not among them is suspect of being word salad.</summary>
/// <typeparam name="T">A token: a word or a token id.</typeparam>
public sealed class AttestedBigrams<T>
    where T : notnull
{
    private readonly HashSet<(T First, T Second)> bigrams = [];

    /// <summary>Takes bigrams as they are.</summary>
    /// <param name="bigrams">Pairs of neighbours.</param>
    public AttestedBigrams(IEnumerable<(T First, T Second)> bigrams) => this.bigrams.UnionWith(bigrams);

    /// <summary>Collects the bigrams of a corpus.</summary>
    /// <param name="corpus">Token sequences; bigrams do not cross from one into the next.</param>
    public AttestedBigrams(IEnumerable<IReadOnlyList<T>> corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        foreach (var sequence in corpus)
        {
            for (var i = 1; i < sequence.Count; i++)
            {
                bigrams.Add((sequence[i - 1], sequence[i]));
            }
        }
    }

    /// <summary>Number of different bigrams.</summary>
    public int Count => bigrams.Count;

    /// <summary>True when the corpus has the two tokens next to each other, in this order.</summary>
    /// <param name="first">The left token.</param>
    /// <param name="second">The right token.</param>
    public bool Contains(T first, T second) => bigrams.Contains((first, second));

    /// <summary>The share of a text's bigrams that the corpus never has; 0 for a text without a bigram.</summary>
    /// <param name="tokens">One text.</param>
    public double UnattestedShare(IReadOnlyList<T> tokens)
    {
        var unseen = 0;
        for (var i = 1; i < tokens.Count; i++)
        {
            unseen += Contains(tokens[i - 1], tokens[i]) ? 0 : 1;
        }

        return tokens.Count < 2 ? 0 : unseen / (tokens.Count - 1.0);
    }
}
