namespace Workbench.Rewards;

/// <summary>
/// 0 while a response has an allowed number of tokens, and minus a slope for each token outside: add it to a reward that can be won by length.
/// </summary>
public sealed class LengthGuard : IReward
{
    private readonly int shortest;
    private readonly int longest;
    private readonly double slope;

    /// <summary>Creates the guard.</summary>
    /// <param name="shortest">Fewest tokens allowed; at least 0.</param>
    /// <param name="longest">Most tokens allowed; at least <paramref name="shortest"/>.</param>
    /// <param name="slope">Taken off for each token outside; above 0.</param>
    /// <exception cref="WorkbenchException">A number lies outside its range.</exception>
    public LengthGuard(int shortest, int longest, double slope = 0.05)
    {
        if (shortest < 0 || longest < shortest || !(slope > 0 && double.IsFinite(slope)))
        {
            throw new WorkbenchException(
                $"A length guard from {shortest} to {longest} tokens with slope {slope} makes no sense; it needs 0 <= shortest <= longest and a slope above 0.");
        }

        this.shortest = shortest;
        this.longest = longest;
        this.slope = slope;
    }

    /// <inheritdoc/>
    public string Name => "length guard";

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions) => [.. completions.Select(completion =>
    {
        var tokens = completion.ResponseIds.Count;
        return -slope * (Math.Max(0, shortest - tokens) + Math.Max(0, tokens - longest));
    })];
}
