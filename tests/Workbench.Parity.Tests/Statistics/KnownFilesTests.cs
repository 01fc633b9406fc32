namespace Workbench.Parity.Tests.Statistics;

/// <summary>A golden file that no test reads would pass unseen.</summary>
public sealed class KnownFilesTests
{
    public static TheoryData<string> StatisticsFiles => Fixtures.Files("statistics", "*.json");

    public static TheoryData<string> TextMetricsFiles => Fixtures.Files("text_metrics", "*.json");

    public static TheoryData<string> PreferencesFiles => Fixtures.Files("preferences", "*.json");

    [SkippableTheory]
    [MemberData(nameof(StatisticsFiles))]
    public void Every_file_of_statistics_has_its_tests(string file) => Known(
        file,
        "bootstrap.json", "categorical.json", "correlation.json", "descriptive.json", "distances.json", "ecdf.json", "edge_cases.json",
        "effect_sizes.json", "histograms.json", "kde.json", "multiple_testing.json", "nan_policy.json", "permutation.json", "power.json",
        "proportions.json", "samples.json", "tests_one_sample.json", "tests_paired.json", "tests_unpaired.json");

    [SkippableTheory]
    [MemberData(nameof(TextMetricsFiles))]
    public void Every_file_of_text_metrics_has_its_tests(string file) => Known(
        file,
        "bleu_chrf.json", "distinct.json", "edit_distance.json", "lexical_richness.json", "perplexity.json", "porter_stemmer.json",
        "rouge.json");

    [SkippableTheory]
    [MemberData(nameof(PreferencesFiles))]
    public void Every_file_of_preferences_has_its_tests(string file) => Known(
        file,
        "bradley_terry.json", "calibration.json", "cohen_kappa.json", "elo.json", "fleiss_kappa.json", "krippendorff.json",
        "pairwise_reward.json", "win_rate.json");

    private static void Known(string file, params string[] known)
    {
        Fixtures.SkipIfNone(file);
        Assert.Contains(file, known);
    }
}
