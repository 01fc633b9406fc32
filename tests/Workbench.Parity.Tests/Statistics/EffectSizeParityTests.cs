using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class EffectSizeParityTests
{
    private const string File = "effect_sizes.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Effect_sizes_equal_pingouin_cliffs_delta_and_statsmodels(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "cohen" or "hedges" or "cles" or "cohen_dz" => Pingouin,
            "cliffs_delta" => Delta,
            "matched_pairs_rank_biserial" => MatchedPairs,
            "rank_biserial" => RankBiserial,
            "smd_bias_corrected" => StandardizedMeanDifference,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static Tolerance Near(GoldenCase golden) => new(golden.Relative(1e-10), 1e-15 + 4 * golden.Rounding());

    private static void Pingouin(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var paired = golden.Flag("paired");
        var actual = golden.Text("eftype") switch
        {
            "cohen" => EffectSizes.CohensD(x, y, paired),
            "hedges" => EffectSizes.HedgesG(x, y, paired),
            "cles" => EffectSizes.CommonLanguage(x, y),
            "cohen_dz" when paired => EffectSizes.CohensDz(x, y),
            var other => throw new NotSupportedException($"the test does not know the effect size {other}"),
        };
        Near(golden).Compare("effect", golden.Value.Number(), actual);
    }

    private static void Delta(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var delta = EffectSizes.CliffsDelta(x, y);
        Near(golden).Compare("delta", golden.Value.GetProperty("delta").Number(), delta);
        Assert.Equal(golden.Value.GetProperty("label").GetString(), EffectSizes.Magnitude(delta));
        Assert.Equal(2, golden.Value.EnumerateObject().Count());
    }

    private static void MatchedPairs(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        Assert.Equal(Alternative.TwoSided, golden.Alternative());
        Near(golden).Compare("correlation", golden.Value.Number(), EffectSizes.MatchedPairsRankBiserial(x, y));
    }

    private static void RankBiserial(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        Assert.Equal(Alternative.TwoSided, golden.Alternative());
        Near(golden).Compare("correlation", golden.Value.Number(), EffectSizes.CliffsDelta(x, y));
    }

    private static void StandardizedMeanDifference(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var (effect, variance) = EffectSizes.StandardizedMeanDifference(x, y);
        golden.Match(Near(golden), ("smd_bc", effect), ("var_smd", variance));
    }
}
