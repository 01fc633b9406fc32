using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation;

/// <summary>What one training seed gave: the scores of the prompts before and after.</summary>
/// <param name="Seed">The seed of the training run.</param>
/// <param name="Before">One score a prompt.</param>
/// <param name="After">The score of the same prompts in the same order.</param>
public sealed record SeedScores(ulong Seed, IReadOnlyList<double> Before, IReadOnlyList<double> After);

/// <summary>
/// The before/after comparison over several training runs that differ in their seed: one run shows what one seed did, several show what the
/// method does.
/// </summary>
public sealed record SeedComparison
{
    /// <summary>What was measured.</summary>
    public required string Metric { get; init; }

    /// <summary>The seeds, in the order given.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>The comparison within each seed, in the same order: the rows of a per-seed table.</summary>
    public required IReadOnlyList<PairedComparison> PerSeed { get; init; }

    /// <summary>Mean over seeds of the mean before.</summary>
    public required double Before { get; init; }

    /// <summary>Mean over seeds of the mean after.</summary>
    public required double After { get; init; }

    /// <summary>Mean over seeds of the mean difference; every seed counts the same.</summary>
    public required double Difference { get; init; }

    /// <summary>
    /// Interval of <see cref="Difference"/> by the hierarchical bootstrap (Davison and Hinkley 1997, sec. 3.8): seeds are drawn with
    /// replacement, and prompts too. With two or three seeds it is too narrow, because so few show little of how seeds vary;
    /// <see cref="SeedInterval"/> is the careful one then.
    /// </summary>
    public required ConfidenceInterval Interval { get; init; }

    /// <summary>Interval by Student's t over the seeds' mean differences, for these prompts; null for a single seed.</summary>
    public required ConfidenceInterval? SeedInterval { get; init; }

    /// <summary>p of the t test over the seeds' mean differences; null for a single seed.</summary>
    public required double? SeedPValue { get; init; }

    /// <summary>Standard deviation of the seeds' mean differences; null for a single seed.</summary>
    public required double? SeedSpread { get; init; }

    /// <summary>How many seeds changed in the direction of <see cref="Difference"/>.</summary>
    public required int Agreeing { get; init; }

    /// <summary>For a reader who knows no statistics: whether there is a difference, how large and how sure, and whether seeds agree.</summary>
    public string PlainSentence => PlainWords.Of(this);

    /// <summary>Compares every seed by itself and all of them together.</summary>
    /// <param name="metric">What was measured.</param>
    /// <param name="seeds">At least one seed.</param>
    /// <param name="options">How to compare; null takes <see cref="PairedComparisonOptions.Default"/>.</param>
    /// <param name="samePrompts">
    /// True when every seed was evaluated on the same prompts, which are then drawn together for all seeds; false draws each seed's own.
    /// </param>
    /// <param name="isShare">Whether every score is a yes (1) or no (0), so that means are shares of prompts.</param>
    /// <exception cref="WorkbenchException">There is no seed, scores cannot be compared, or the numbers of prompts differ although they are the same.</exception>
    public static SeedComparison Compare(
        string metric, IReadOnlyList<SeedScores> seeds, PairedComparisonOptions? options = null, bool samePrompts = true,
        bool isShare = false)
    {
        options ??= PairedComparisonOptions.Default;
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count == 0)
        {
            throw new WorkbenchException($"'{metric}': a comparison over seeds needs at least one; found none.");
        }

        PairedComparison[] perSeed = [.. seeds.Select(s => isShare
            ? ShareComparison.Compare(metric, [.. s.Before.Select(score => score > 0)], [.. s.After.Select(score => score > 0)], options)
            : PairedComparison.Compare(metric, s.Before, s.After, options))];
        if (samePrompts && perSeed.FirstOrDefault(c => c.Count != perSeed[0].Count) is { } other)
        {
            throw new WorkbenchException(
                $"'{metric}': the seeds were to be evaluated on the same prompts; found {perSeed[0].Count} prompts for one and {other.Count} for another.");
        }

        double[] means = [.. perSeed.Select(c => c.Difference)];
        var difference = Descriptive.Mean(means);
        var t = TTest.OneSample(means);
        return new SeedComparison
        {
            Metric = metric,
            Seeds = [.. seeds.Select(s => s.Seed)],
            PerSeed = perSeed,
            Before = perSeed.Average(c => c.Before),
            After = perSeed.Average(c => c.After),
            Difference = difference,
            Interval = Hierarchical(seeds, samePrompts, options, new SeededRandom(options.Seed).Split(metric).Split("seeds")),
            SeedInterval = means.Length > 1 ? t.Interval(options.Level) : null,
            SeedPValue = means.Length > 1 ? means.All(m => m == 0) ? 1 : t.PValue : null,
            SeedSpread = means.Length > 1 ? Descriptive.StandardDeviation(means) : null,
            Agreeing = means.Count(m => Math.Sign(m) == Math.Sign(difference)),
        };
    }

    private static ConfidenceInterval Hierarchical(
        IReadOnlyList<SeedScores> seeds, bool samePrompts, PairedComparisonOptions options, SeededRandom random)
    {
        double[][] differences = [.. seeds.Select(s => s.After.Zip(s.Before, (after, before) => after - before).ToArray())];
        var means = new double[options.Resamples];
        for (var r = 0; r < means.Length; r++)
        {
            int[] drawn = [.. differences.Select(_ => random.NextInt(differences.Length))];
            var sum = 0.0;
            if (samePrompts)
            {
                var count = differences[0].Length;
                for (var i = 0; i < count; i++)
                {
                    var prompt = random.NextInt(count);
                    foreach (var seed in drawn)
                    {
                        sum += differences[seed][prompt];
                    }
                }

                means[r] = sum / ((double)count * drawn.Length);
                continue;
            }

            foreach (var seed in drawn)
            {
                var own = differences[seed];
                var ownSum = 0.0;
                for (var i = 0; i < own.Length; i++)
                {
                    ownSum += own[random.NextInt(own.Length)];
                }

                sum += ownSum / own.Length;
            }

            means[r] = sum / drawn.Length;
        }

        Array.Sort(means);
        var tail = (1 - options.Level) / 2;
        return new ConfidenceInterval(
            Descriptive.QuantileOfSorted(means, tail), Descriptive.QuantileOfSorted(means, 1 - tail), options.Level);
    }
}
