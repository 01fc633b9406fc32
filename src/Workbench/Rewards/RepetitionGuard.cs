namespace Workbench.Rewards;

/// <summary>
/// Minus a factor times the share of a response's n-grams (of tokens) that occurred in it before, beyond what is allowed: add it to a reward
/// that can be won by saying a good thing many times.
/// </summary>
public sealed class RepetitionGuard : IReward
{
    private readonly int size;
    private readonly double allowed;
    private readonly double factor;

    /// <summary>Creates the guard.</summary>
    /// <param name="size">n, tokens of an n-gram; at least 1.</param>
    /// <param name="allowed">Share of repeated n-grams that costs nothing, in [0, 1).</param>
    /// <param name="factor">The cost of a response of repetitions only; above 0.</param>
    /// <exception cref="WorkbenchException">A number lies outside its range.</exception>
    public RepetitionGuard(int size = 2, double allowed = 0.05, double factor = 2)
    {
        if (size < 1 || !(allowed is >= 0 and < 1) || !(factor > 0 && double.IsFinite(factor)))
        {
            throw new WorkbenchException(
                $"A repetition guard of size {size}, allowed share {allowed} and factor {factor} makes no sense; it needs a size of at least 1, a share in [0, 1) and a factor above 0.");
        }

        this.size = size;
        this.allowed = allowed;
        this.factor = factor;
    }

    /// <inheritdoc/>
    public string Name => "repetition guard";

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions) =>
        [.. completions.Select(completion => -factor * Math.Max(0, Share(completion.ResponseIds) - allowed))];

    private double Share(IReadOnlyList<int> ids)
    {
        var count = ids.Count - size + 1;
        if (count < 1)
        {
            return 0;
        }

        var different = Enumerable.Range(0, count).Select(start => string.Join(' ', ids.Skip(start).Take(size))).Distinct().Count();
        return 1 - (double)different / count;
    }
}
