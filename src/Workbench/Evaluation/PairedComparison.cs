using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation;

/// <summary>
/// The honest before/after comparison of one metric on the same prompts: is there a difference, how large and how sure.
/// </summary>
[TypeFormatterSource(typeof(PairedComparisonForm), PreferredMimeTypes = ["text/html"])]
public sealed record PairedComparison
{
    /// <summary>What was measured, such as "toxicity".</summary>
    public required string Metric { get; init; }

    /// <summary>True when the figures are shares of prompts, in [0, 1], rather than mean scores.</summary>
    public bool IsShare { get; init; }

    /// <summary>Number of prompts.</summary>
    public required int Count { get; init; }

    /// <summary>Mean before.</summary>
    public required double Before { get; init; }

    /// <summary>Mean after.</summary>
    public required double After { get; init; }

    /// <summary>Mean of after - before; positive when the metric rose.</summary>
    public required double Difference { get; init; }

    /// <summary>
    /// Interval of <see cref="Difference"/> by the BCa bootstrap over prompts; by its percentiles where BCa is undefined, and a single
    /// point where all differences are equal.
    /// </summary>
    public required ConfidenceInterval Interval { get; init; }

    /// <summary>The test that gave <see cref="PValue"/>.</summary>
    public required PairedTest Test { get; init; }

    /// <summary>How often chance alone gives a difference at least this large.</summary>
    public required double PValue { get; init; }

    /// <summary><see cref="PValue"/> corrected for the other metrics of the same table; equal to it for a single metric.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>How many metrics <see cref="AdjustedPValue"/> allows for.</summary>
    public int Comparisons { get; init; } = 1;

    /// <summary>Standardised effect d_z = mean / standard deviation of the differences (Cohen 1988, sec. 2.3.5); 0 when none differs.</summary>
    public required double EffectSize { get; init; }

    /// <summary>
    /// Matched-pairs rank-biserial correlation in [-1, 1] (Kerby 2014): the share of rank weight on rises less the share on falls; 0 when
    /// no pair differs.
    /// </summary>
    public required double RankBiserial { get; init; }

    /// <summary>On how many prompts the metric rose.</summary>
    public required int Rises { get; init; }

    /// <summary>On how many prompts it fell.</summary>
    public required int Falls { get; init; }

    /// <summary>
    /// Prompts needed to see an effect as large as the observed one with the power of the options (t test); null when the observed effect
    /// is zero. The observed effect is itself uncertain: see <see cref="VisibleDifference"/> for what this many prompts can show.
    /// </summary>
    public required int? PromptsNeeded { get; init; }

    /// <summary>
    /// The smallest true difference that this many prompts show with the power of the options, in the metric's units; null when the
    /// differences do not vary, so that there is nothing to judge it by.
    /// </summary>
    public required double? VisibleDifference { get; init; }

    /// <summary>p of the equivalence test; null where no margin was given.</summary>
    public double? EquivalencePValue { get; init; }

    /// <summary>What was asked for.</summary>
    public required PairedComparisonOptions Options { get; init; }

    /// <summary>What the comparison shows, at the significance level 1 - Level, by <see cref="AdjustedPValue"/>.</summary>
    public Verdict Verdict
    {
        get
        {
            var alpha = 1 - Options.Level;
            return AdjustedPValue < alpha ? Difference > 0 ? Verdict.Higher : Verdict.Lower
                : EquivalencePValue < alpha ? Verdict.Equivalent
                : Verdict.NoClearDifference;
        }
    }

    /// <summary>For a reader who knows no statistics: whether there is a difference, how large and how sure.</summary>
    public string PlainSentence => PlainWords.Of(this);

    /// <summary>Compares the scores that the same prompts got before and after.</summary>
    /// <param name="metric">What was measured.</param>
    /// <param name="before">One score a prompt.</param>
    /// <param name="after">The score of the same prompts in the same order.</param>
    /// <param name="options">How to compare; null takes <see cref="PairedComparisonOptions.Default"/>.</param>
    /// <exception cref="WorkbenchException">
    /// The counts differ, there are fewer than two prompts, a score is not finite, or an option is out of range.
    /// </exception>
    public static PairedComparison Compare(
        string metric, IReadOnlyList<double> before, IReadOnlyList<double> after, PairedComparisonOptions? options = null)
    {
        options ??= PairedComparisonOptions.Default;
        options.Validate();
        Scores.Check(metric, before, after);
        if (options.Test == PairedTest.McNemar)
        {
            throw new WorkbenchException($"'{metric}': McNemar's test is for yes/no answers; compare them with {nameof(ShareComparison)}.");
        }

        var differences = new double[before.Count];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = after[i] - before[i];
        }

        var random = new SeededRandom(options.Seed).Split(metric);
        var ranks = Wilcoxon.SignedRank(after, before);
        var difference = Descriptive.Mean(differences);
        var spread = Descriptive.StandardDeviation(differences);
        var effectSize = difference == 0 ? 0 : difference / spread;
        var alpha = 1 - options.Level;
        var p = PValueOf(differences, before, after, options, random.Split("test"), ranks);
        return new PairedComparison
        {
            Metric = metric,
            Count = differences.Length,
            Before = Descriptive.Mean(before),
            After = Descriptive.Mean(after),
            Difference = difference,
            Interval = IntervalOf(differences, options, random.Split("interval")),
            Test = options.Test,
            PValue = p,
            AdjustedPValue = p,
            EffectSize = effectSize,
            RankBiserial = ranks.PositiveRanks + ranks.NegativeRanks == 0 ? 0 : ranks.RankBiserial,
            Rises = differences.Count(d => d > 0),
            Falls = differences.Count(d => d < 0),
            PromptsNeeded = PromptsFor(effectSize, options.Power, alpha),
            VisibleDifference = spread > 0 ? TTestPower.EffectSize(differences.Length, options.Power, alpha) * spread : null,
            EquivalencePValue = options.EquivalenceMargin is { } margin
                ? EquivalenceTest.Paired(after, before, -margin, margin).PValue
                : null,
            Options = options,
        };
    }

    /// <summary>The comparisons of one table, each with its p corrected for all of them (Holm 1979).</summary>
    /// <param name="comparisons">All metrics that were looked at, the dull ones too.</param>
    /// <param name="correction">The correction.</param>
    public static IReadOnlyList<PairedComparison> CorrectForSeveral(
        IReadOnlyList<PairedComparison> comparisons, Correction correction = Correction.Holm)
    {
        var adjusted = MultipleTesting.Correct([.. comparisons.Select(c => c.PValue)], correction, NanPolicy.Raise);
        return [.. comparisons.Select((c, i) => c with { AdjustedPValue = adjusted[i], Comparisons = comparisons.Count })];
    }

    internal static int? PromptsFor(double effectSize, double power, double alpha)
    {
        if (effectSize == 0)
        {
            return null;
        }

        if (Math.Abs(effectSize) > 100)
        {
            return 2;
        }

        var n = Math.Ceiling(TTestPower.SampleSize(Math.Abs(effectSize), power, alpha));
        return n > int.MaxValue ? null : Math.Max(2, (int)n);
    }

    private static ConfidenceInterval IntervalOf(double[] differences, PairedComparisonOptions options, SeededRandom random)
    {
        if (differences.All(d => d == differences[0]))
        {
            return new ConfidenceInterval(differences[0], differences[0], options.Level);
        }

        var bootstrap = Bootstrap.OfSample(differences, Descriptive.Mean, options.Resamples, random);
        var interval = bootstrap.Interval(options.Level);
        return double.IsNaN(interval.Low) || double.IsNaN(interval.High)
            ? bootstrap.Interval(options.Level, BootstrapMethod.Percentile)
            : interval;
    }

    private static double PValueOf(
        double[] differences,
        IReadOnlyList<double> before,
        IReadOnlyList<double> after,
        PairedComparisonOptions options,
        SeededRandom random,
        WilcoxonResult ranks) => options.Test switch
        {
            _ when differences.All(d => d == 0) => 1,
            PairedTest.Wilcoxon => ranks.PValue,
            PairedTest.T => TTest.Paired(after, before).PValue,
            _ => SignFlipTest.MeanDifference(differences, options.Resamples, random).PValue,
        };
}
