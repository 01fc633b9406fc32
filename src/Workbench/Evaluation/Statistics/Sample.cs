namespace Workbench.Evaluation.Statistics;

/// <summary>Checks inputs and applies a <see cref="NanPolicy"/>.</summary>
internal static class Sample
{
    /// <summary>The sample as an array; null when NaN makes the answer NaN.</summary>
    public static double[]? One(IReadOnlyList<double> sample, NanPolicy policy, string name = "sample")
    {
        var values = Array(sample, name);
        if (!values.Any(double.IsNaN))
        {
            return values;
        }

        return policy switch
        {
            NanPolicy.Propagate => null,
            NanPolicy.Omit => [.. values.Where(v => !double.IsNaN(v))],
            NanPolicy.Raise => throw new ArgumentException($"The value at index {System.Array.FindIndex(values, double.IsNaN)} is not a number (NaN).", name),
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such NaN policy."),
        };
    }

    /// <summary>Two samples whose lengths may differ; null when NaN makes the answer NaN.</summary>
    public static (double[] X, double[] Y)? Two(IReadOnlyList<double> x, IReadOnlyList<double> y, NanPolicy policy)
    {
        var first = One(x, policy, nameof(x));
        var second = One(y, policy, nameof(y));
        return first == null || second == null ? null : (first, second);
    }

    /// <summary>
    /// Pairs (x[i], y[i]); null when NaN makes the answer NaN. A single value on one side is paired with every value of the other.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ and neither is one.</exception>
    public static (double[] X, double[] Y)? Pairs(IReadOnlyList<double> x, IReadOnlyList<double> y, NanPolicy policy)
    {
        var (first, second) = Broadcast(Array(x, nameof(x)), Array(y, nameof(y)));
        var broken = System.Array.FindIndex(first, double.IsNaN);
        broken = broken >= 0 ? broken : System.Array.FindIndex(second, double.IsNaN);
        if (broken < 0)
        {
            return (first, second);
        }

        switch (policy)
        {
            case NanPolicy.Propagate:
                return null;
            case NanPolicy.Omit:
                var whole = Enumerable.Range(0, first.Length).Where(i => !double.IsNaN(first[i]) && !double.IsNaN(second[i])).ToArray();
                return ([.. whole.Select(i => first[i])], [.. whole.Select(i => second[i])]);
            case NanPolicy.Raise:
                throw new ArgumentException($"The pair at index {broken} has a value that is not a number (NaN).");
            default:
                throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such NaN policy.");
        }
    }

    /// <summary>Repeats a single value on one side for every value of the other.</summary>
    public static (double[] X, double[] Y) Broadcast(double[] x, double[] y)
    {
        if (x.Length == 1 && y.Length > 1)
        {
            x = [.. Enumerable.Repeat(x[0], y.Length)];
        }
        else if (y.Length == 1 && x.Length > 1)
        {
            y = [.. Enumerable.Repeat(y[0], x.Length)];
        }

        SameLength(x, y);
        return (x, y);
    }

    public static double[] Array(IReadOnlyList<double> sample, string name)
    {
        ArgumentNullException.ThrowIfNull(sample, name);
        return sample as double[] ?? [.. sample];
    }

    public static void SameLength(double[] x, double[] y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"A paired comparison needs as many x as y values; found {x.Length} and {y.Length}.");
        }
    }
}
