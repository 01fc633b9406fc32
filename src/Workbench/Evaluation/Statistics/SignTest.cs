namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of a sign test.</summary>
/// <param name="PValue">How often fair coins fall at least this unevenly.</param>
/// <param name="Positive">Pairs with x > y.</param>
/// <param name="Negative">Pairs with x &lt; y.</param>
/// <param name="Zero">Pairs that do not differ; they are left out.</param>
public readonly record struct SignTestResult(double PValue, int Positive, int Negative, int Zero);

/// <summary>The sign test of paired values (Arbuthnot 1710): is x above y as often as below? It looks at the direction only.</summary>
public static class SignTest
{
    /// <summary>Tests the number of pairs with x > y among those that differ against one half.</summary>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair, as many as <paramref name="x"/>; pairs with a NaN are left out.</param>
    /// <param name="alternative">What is asked about x against y.</param>
    /// <returns>p is 1 when no pair differs.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static SignTestResult Paired(
        IReadOnlyList<double> x, IReadOnlyList<double> y, Alternative alternative = Alternative.TwoSided)
    {
        var (a, b) = Sample.Broadcast(Sample.Array(x, nameof(x)), Sample.Array(y, nameof(y)));
        int positive = 0, negative = 0, zero = 0;
        for (var i = 0; i < a.Length; i++)
        {
            positive += a[i] > b[i] ? 1 : 0;
            negative += a[i] < b[i] ? 1 : 0;
            zero += a[i] == b[i] ? 1 : 0;
        }

        return new(BinomialTest.Exact(positive, positive + negative, 0.5, alternative).PValue, positive, negative, zero);
    }
}
