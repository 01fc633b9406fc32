using Workbench.Evaluation.TextMetrics;
using Workbench.Parity.Tests.Statistics;

namespace Workbench.Parity.Tests.TextMetrics;

public sealed class PerplexityParityTests
{
    private const string Folder = "text_metrics", File = "perplexity.json";

    private static readonly Tolerance Near = new(1e-10, 1e-13);

    public static TheoryData<string> Functions => GoldenCases.Functions(Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Perplexity_equals_torch(string function) =>
        GoldenCases.Check(Folder, File, function, name => name switch
        {
            "perplexity" => golden => (golden.Has("logits") ? (Action<GoldenCase>)OfLogits : OfLogProbs)(golden),
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void OfLogProbs(GoldenCase golden)
    {
        var perplexity = Perplexity.OfLogProbs(golden["logprobs"].Numbers());
        golden.Match(
            Near,
            ("nll_mean", perplexity.MeanNegativeLogLikelihood),
            ("nll_sum", perplexity.TotalNegativeLogLikelihood),
            ("perplexity", perplexity.Value));
    }

    private static void OfLogits(GoldenCase golden)
    {
        double[][][] logits = [.. golden["logits"].EnumerateArray().Select(row => row.EnumerateArray().Select(p => p.Numbers()).ToArray())];
        int[][] labels = [.. golden["labels"].EnumerateArray().Select(row => row.Integers())];
        double[][] logProbs = [.. logits.Select((row, b) => row.Select((p, t) => CrossEntropy.LogProb(p, labels[b][t])).ToArray())];
        var rows = logProbs.Select((row, b) => Perplexity.OfLogProbs([.. row.Where((_, t) => labels[b][t] != CrossEntropy.Ignored)])).ToArray();
        var all = new Perplexity(rows.Sum(r => r.TotalNegativeLogLikelihood), rows.Sum(r => r.Tokens));
        foreach (var field in golden.Value.EnumerateObject())
        {
            const string smoothed = "label_smoothing_";
            switch (field.Name)
            {
                case "token_logprobs":
                    var expected = field.Value.EnumerateArray().Select(row => row.Numbers()).ToArray();
                    for (var b = 0; b < expected.Length; b++)
                    {
                        CompareAll("log-probability", expected[b], logProbs[b]);
                    }

                    break;
                case "nll_sum": Near.Compare("sum", field.Value.Number(), all.TotalNegativeLogLikelihood); break;
                case "nll_mean": Near.Compare("mean", field.Value.Number(), all.MeanNegativeLogLikelihood); break;
                case "perplexity": Near.Compare("perplexity", field.Value.Number(), all.Value); break;
                case "sequence_perplexity": CompareAll("perplexity", field.Value.Numbers(), [.. rows.Select(r => r.Value)]); break;
                case var name when name.StartsWith(smoothed, StringComparison.Ordinal):
                    var share = double.Parse(name[smoothed.Length..], System.Globalization.CultureInfo.InvariantCulture);
                    Near.Compare(name, field.Value.Number(), CrossEntropy.Mean([.. logits.SelectMany(row => row)], [.. labels.SelectMany(row => row)], share));
                    break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void CompareAll(string what, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Near.Compare($"{what} {i}", expected[i], actual[i]);
        }
    }
}
