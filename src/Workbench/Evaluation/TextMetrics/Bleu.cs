using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>What BLEU does with n-gram orders that have no match (Chen and Cherry 2014).</summary>
public enum BleuSmoothing
{
    /// <summary>Each such order counts as half the one before (NIST's method 3), the usual choice.</summary>
    Exponential,

    /// <summary>Such an order counts as 0.1 matches (method 1).</summary>
    Floor,

    /// <summary>Adds 1 to the matches and the total of every order above 1 (method 2).</summary>
    AddK,

    /// <summary>No smoothing: BLEU is then 0.</summary>
    None,
}

/// <summary>How BLEU is computed.</summary>
public sealed record BleuOptions
{
    /// <summary>The tokens that n-grams are made of.</summary>
    public BleuTokenization Tokenization { get; init; } = BleuTokenization.V13A;

    /// <summary>What to do with orders that have no match.</summary>
    public BleuSmoothing Smoothing { get; init; } = BleuSmoothing.Exponential;

    /// <summary>The constant of <see cref="BleuSmoothing.Floor"/> (0.1 by default) or <see cref="BleuSmoothing.AddK"/> (1).</summary>
    public double? SmoothingValue { get; init; }

    /// <summary>The longest n-grams, at least 1.</summary>
    public int MaximumOrder { get; init; } = 4;

    /// <summary>Stops at the longest n-gram that the hypothesis has; for single sentences.</summary>
    public bool EffectiveOrder { get; init; }

    /// <summary>Compares in lower case.</summary>
    public bool Lowercase { get; init; }
}

/// <summary>A BLEU score and what it is made of.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Precisions">Of each order, 0 to 100, smoothed.</param>
/// <param name="Matches">N-grams that a reference has too, of each order; with the constant of <see cref="BleuSmoothing.AddK"/>.</param>
/// <param name="Totals">N-grams of the hypotheses, of each order; with the same constant.</param>
/// <param name="BrevityPenalty">Below 1 where the hypotheses are shorter than the references.</param>
/// <param name="HypothesisLength">Tokens of the hypotheses.</param>
/// <param name="ReferenceLength">Tokens of the references that are nearest in length.</param>
public sealed record BleuScore(
    double Score,
    IReadOnlyList<double> Precisions,
    IReadOnlyList<double> Matches,
    IReadOnlyList<double> Totals,
    double BrevityPenalty,
    int HypothesisLength,
    int ReferenceLength);

/// <summary>BLEU (Papineni et al. 2002) as sacreBLEU defines it (Post 2018): the geometric mean of n-gram precisions with a penalty for brevity.</summary>
public static class Bleu
{
    /// <summary>The score of a whole corpus: counts are added up over its segments first.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">One or more streams of references, each with one text a segment.</param>
    /// <param name="options">How to compute it; null takes the defaults.</param>
    /// <exception cref="ArgumentException">There is no stream, a stream's length differs, or an option is out of range.</exception>
    public static BleuScore Corpus(
        IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, BleuOptions? options = null)
    {
        options ??= new BleuOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumOrder, 1);
        ReferenceStreams.Check(hypotheses, references);
        double[] matches = new double[options.MaximumOrder], totals = new double[options.MaximumOrder];
        int length = 0, referenceLength = 0;
        for (var i = 0; i < hypotheses.Count; i++)
        {
            var hypothesis = Tokens(hypotheses[i], options);
            var segment = references.Select(stream => Tokens(stream[i], options)).ToArray();
            length += hypothesis.Length;
            referenceLength += segment.Select(r => r.Length).OrderBy(r => Math.Abs(r - hypothesis.Length)).ThenBy(r => r).First();
            for (var n = 1; n <= options.MaximumOrder; n++)
            {
                var (matched, total) = Matches(hypothesis, segment, n);
                matches[n - 1] += matched;
                totals[n - 1] += total;
            }
        }

        return Score(matches, totals, length, referenceLength, options);
    }

    /// <summary>The score of one text, with <see cref="BleuOptions.EffectiveOrder"/>.</summary>
    /// <param name="hypothesis">The text to judge.</param>
    /// <param name="references">At least one text to judge it against.</param>
    /// <param name="options">How to compute it; null takes the defaults.</param>
    /// <exception cref="ArgumentException">There is no reference or an option is out of range.</exception>
    public static BleuScore Sentence(string hypothesis, IReadOnlyList<string> references, BleuOptions? options = null) =>
        Corpus([hypothesis], [.. references.Select(r => (string[])[r])], (options ?? new BleuOptions()) with { EffectiveOrder = true });

    private static string[] Tokens(string text, BleuOptions options) =>
        BleuTokenizer.Tokens(options.Lowercase ? Words.Lower(text) : text, options.Tokenization);

    // Each n-gram of the hypothesis matches at most as often as in the reference that has it most.
    private static (int Matched, int Total) Matches(string[] hypothesis, string[][] references, int n)
    {
        var index = new NGramIndex<string>(n);
        var counts = index.Ids(hypothesis).CountBy(id => id).ToDictionary();
        var most = new Dictionary<int, int>();
        foreach (var reference in references)
        {
            foreach (var (id, count) in index.Ids(reference).CountBy(id => id))
            {
                most[id] = Math.Max(count, most.GetValueOrDefault(id));
            }
        }

        return (counts.Sum(c => Math.Min(c.Value, most.GetValueOrDefault(c.Key))), counts.Values.Sum());
    }

    private static BleuScore Score(double[] matches, double[] totals, int length, int referenceLength, BleuOptions options)
    {
        var brevity = length >= referenceLength ? 1 : length > 0 ? Math.Exp(1 - (double)referenceLength / length) : 0;
        var precisions = new double[matches.Length];
        if (matches.All(m => m == 0))
        {
            return new(0, precisions, matches, totals, brevity, length, referenceLength);
        }

        var order = matches.Length;
        var halved = 1.0;
        for (var n = 0; n < matches.Length; n++)
        {
            if (options.Smoothing == BleuSmoothing.AddK && n > 0)
            {
                matches[n] += options.SmoothingValue ?? 1;
                totals[n] += options.SmoothingValue ?? 1;
            }

            if (totals[n] == 0)
            {
                break;
            }

            order = options.EffectiveOrder ? n + 1 : order;
            if (matches[n] == 0)
            {
                halved *= 2;
                precisions[n] = options.Smoothing switch
                {
                    BleuSmoothing.Exponential => 100 / (halved * totals[n]),
                    BleuSmoothing.Floor => 100 * (options.SmoothingValue ?? 0.1) / totals[n],
                    _ => 0,
                };
                continue;
            }

            precisions[n] = 100 * matches[n] / totals[n];
        }

        var score = brevity * Math.Exp(precisions.Take(order).Sum(p => p == 0 ? -9999999999 : Math.Log(p)) / order);
        return new(score, precisions, matches, totals, brevity, length, referenceLength);
    }
}
