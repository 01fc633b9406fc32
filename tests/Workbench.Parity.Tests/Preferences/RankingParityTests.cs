using System.Text.Json;
using Workbench.Evaluation.Preferences;
using Workbench.Parity.Tests.Statistics;

namespace Workbench.Parity.Tests.Preferences;

public sealed class RankingParityTests
{
    private const string Folder = "preferences";

    public static TheoryData<string> BradleyTerryFunctions => GoldenCases.Functions(Folder, "bradley_terry.json");

    public static TheoryData<string> EloFunctions => GoldenCases.Functions(Folder, "elo.json");

    public static TheoryData<string> WinRateFunctions => GoldenCases.Functions(Folder, "win_rate.json");

    public static TheoryData<string> PairwiseFunctions => GoldenCases.Functions(Folder, "pairwise_reward.json");

    [SkippableTheory]
    [MemberData(nameof(BradleyTerryFunctions))]
    public void Bradley_Terry_strengths_equal_choix(string function)
    {
        var method = function switch
        {
            "choix.opt_pairwise" => BradleyTerryMethod.PenalizedLikelihood,
            "choix.ilsr_pairwise" => BradleyTerryMethod.IteratedSpectral,
            "choix.mm_pairwise" => BradleyTerryMethod.MinorizeMaximize,
            "choix.lsr_pairwise" => BradleyTerryMethod.Spectral,
            "choix.rank_centrality" => BradleyTerryMethod.RankCentrality,
            Fixtures.None => default,
            _ => throw new NotSupportedException($"the test does not know the function {function}"),
        };
        GoldenCases.Check(Folder, "bradley_terry.json", function, golden => Strengths(golden, method), expectRaises: false);
    }

    [SkippableTheory]
    [MemberData(nameof(EloFunctions))]
    public void Elo_ratings_equal_elote(string function) =>
        GoldenCases.Check(Folder, "elo.json", function, name => name switch
        {
            "elo" => Ratings,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableTheory]
    [MemberData(nameof(WinRateFunctions))]
    public void Win_rates_equal_statsmodels(string function) =>
        GoldenCases.Check(Folder, "win_rate.json", function, name => name switch
        {
            "win_rate" => Rates,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableTheory]
    [MemberData(nameof(PairwiseFunctions))]
    public void Reward_model_accuracy_equals_scipy(string function) =>
        GoldenCases.Check(Folder, "pairwise_reward.json", function, name => name switch
        {
            "pairwise" => Pairs,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Strengths(GoldenCase golden, BradleyTerryMethod method)
    {
        var data = golden.Root.GetProperty("comparisons").GetProperty(golden.Data).GetProperty("winner_loser");
        Comparison[] comparisons = [.. data.EnumerateArray().Select(pair => new Comparison(pair[0].GetInt32(), pair[1].GetInt32()))];
        var items = golden["n_items"].GetInt32();
        var settings = golden["settings"].EnumerateObject().ToArray();
        Assert.True(settings is [{ Name: "alpha" }], "the test knows the setting alpha");
        var alpha = settings[0].Value.Number();
        var connected = golden["strongly_connected"].GetBoolean();
        Assert.Equal(connected, BradleyTerry.IsEstimable(items, comparisons));
        if (!connected && alpha == 0)
        {
            // No finite optimum: whatever the library stopped at, the case must be reported.
            Assert.Throws<WorkbenchException>(() => BradleyTerry.Fit(items, comparisons, method, alpha));
            return;
        }

        var fit = BradleyTerry.Fit(items, comparisons, method, alpha);
        var loose = !connected && alpha < 0.01;
        if (loose && method == BradleyTerryMethod.PenalizedLikelihood)
        {
            // The optimum is so flat that the library stops well before it: ours may only be better.
            double Loss(double? logLikelihood, IReadOnlyList<double> strengths) => alpha * strengths.Sum(s => s * s) - (logLikelihood ?? 0);
            var likelihood = golden.Value.GetProperty("log_likelihood");
            var reached = Loss(likelihood.ValueKind == JsonValueKind.Null ? null : likelihood.Number(), golden.Value.GetProperty("params").Numbers());
            var found = Loss(fit.LogLikelihood, fit.Strengths);
            Assert.True(found <= reached + 1e-9, $"the penalised loss should be at most {reached:R}, found {found:R}");
            return;
        }

        var near = loose ? new Tolerance(1e-2, 1e-3) : new Tolerance(0, 1e-5);
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "params":
                    var expected = field.Value.Numbers();
                    Assert.Equal(expected.Length, fit.Strengths.Count);
                    for (var i = 0; i < expected.Length; i++)
                    {
                        near.Compare($"strength {i}", expected[i], fit.Strengths[i]);
                    }

                    break;
                case "log_likelihood" when field.Value.ValueKind == JsonValueKind.Null: Assert.Null(fit.LogLikelihood); break;
                case "log_likelihood": new Tolerance(0, loose ? 1e-3 : 1e-6).Compare("log-likelihood", field.Value.Number(), fit.LogLikelihood ?? double.NaN); break;
                case "probability_0_beats_1": near.Compare("probability", field.Value.Number(), fit.Probability(0, 1)); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void Ratings(GoldenCase golden)
    {
        var elo = new Elo(golden["initial"].Numbers(), golden["k_factor"].Number(), golden["scale"].Number());
        var near = new Tolerance(0, 1e-8);
        foreach (var game in golden["games"].EnumerateArray())
        {
            int i = game.GetProperty("i").GetInt32(), j = game.GetProperty("j").GetInt32();
            near.Compare("expected", game.GetProperty("expected_i").Number(), elo.Expected(i, j));
            elo.Play(i, j, game.GetProperty("score_i").Number());
            near.Compare("rating i", game.GetProperty("rating_i").Number(), elo.Ratings[i]);
            near.Compare("rating j", game.GetProperty("rating_j").Number(), elo.Ratings[j]);
        }

        foreach (var field in golden.Value.EnumerateObject())
        {
            var expected = field.Name == "final"
                ? field.Value.Numbers()
                : throw new NotSupportedException($"the test does not know the result {field.Name}");
            Assert.Equal(expected.Length, elo.Ratings.Count);
            for (var i = 0; i < expected.Length; i++)
            {
                near.Compare($"rating {i}", expected[i], elo.Ratings[i]);
            }
        }
    }

    private static void Rates(GoldenCase golden)
    {
        int wins = golden["wins"].GetInt32(), losses = golden["losses"].GetInt32(), ties = golden["ties"].GetInt32();
        var level = 1 - golden["alpha"].Number();
        foreach (var field in golden.Value.EnumerateObject())
        {
            var actual = field.Name switch
            {
                "half_ties" => WinRate.HalfTies(wins, losses, ties, level),
                "ties_as_losses" => WinRate.TiesAsLosses(wins, losses, ties, level),
                "ties_dropped" => WinRate.DecidedOnly(wins, losses, level),
                _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
            };
            if (field.Value.ValueKind == JsonValueKind.Null)
            {
                Assert.Null(actual);
                continue;
            }

            var near = new Tolerance(0, 1e-10);
            near.Compare(field.Name, field.Value.GetProperty("rate").Number(), actual!.Value.Rate);
            var interval = field.Value.GetProperty("wilson").Numbers();
            near.Compare(field.Name + " low", interval[0], actual.Value.Interval.Low);
            near.Compare(field.Name + " high", interval[1], actual.Value.Interval.High);
        }
    }

    private static void Pairs(GoldenCase golden)
    {
        var actual = RewardModelAccuracy.Of(golden["chosen"].Numbers(), golden["rejected"].Numbers());
        var near = new Tolerance(0, 1e-10);
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "accuracy_strict": near.Compare("accuracy", field.Value.Number(), actual.Accuracy); break;
                case "accuracy_half_ties": near.Compare("accuracy with ties", field.Value.Number(), actual.AccuracyWithHalfTies); break;
                case "ties": Assert.Equal(field.Value.GetInt32(), actual.Ties); break;
                case "mean_margin": near.Compare("margin", field.Value.Number(), actual.MeanMargin); break;
                case "margin_sd": near.Compare("spread", field.Value.Number(), actual.MarginSpread); break;
                case "log_loss": near.Compare("loss", field.Value.Number(), actual.LogLoss); break;
                case "accuracy_wilson_95":
                    near.Compare("low", field.Value[0].Number(), actual.Interval.Low);
                    near.Compare("high", field.Value[1].Number(), actual.Interval.High);
                    break;
                case "temperature": CalibrationParityTests.MatchTemperature(field.Value, actual.Temperature); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }
}
