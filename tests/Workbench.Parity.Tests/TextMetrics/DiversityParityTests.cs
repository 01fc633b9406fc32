using System.Globalization;
using System.Text.Json;
using Workbench.Evaluation.TextMetrics;
using Workbench.Parity.Tests.Statistics;

namespace Workbench.Parity.Tests.TextMetrics;

public sealed class DiversityParityTests
{
    private const string Folder = "text_metrics";

    public static TheoryData<string> DistinctFunctions => GoldenCases.Functions(Folder, "distinct.json");

    public static TheoryData<string> RichnessFunctions => GoldenCases.Functions(Folder, "lexical_richness.json");

    [SkippableTheory]
    [MemberData(nameof(DistinctFunctions))]
    public void N_gram_counts_equal_nltk(string function) =>
        GoldenCases.Check(Folder, "distinct.json", function, name => name switch
        {
            "distinct" => Distinct,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableTheory]
    [MemberData(nameof(RichnessFunctions))]
    public void Lexical_richness_equals_lexicalrichness(string function) =>
        GoldenCases.Check(Folder, "lexical_richness.json", function, name => name switch
        {
            "lexicalrichness" => Richness,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];

    private static void Distinct(GoldenCase golden)
    {
        string[][] sequences = [.. golden["sequences"].EnumerateArray().Select(Strings)];
        var n = golden["n"].GetInt32();
        var counts = NGrams.Count(sequences, n);
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "total": Assert.Equal(field.Value.GetInt32(), counts.Total); break;
                case "unique": Assert.Equal(field.Value.GetInt32(), counts.Unique); break;
                case "most_common_count": Assert.Equal(field.Value.GetInt32(), counts.MostCommon); break;
                case "distinct": Compare(field.Value, Diversity.Distinct(sequences, n)); break;
                case "repetition": Compare(field.Value, Diversity.Repetition(sequences, n)); break;
                case "distinct_per_sequence":
                    var each = field.Value.EnumerateArray().ToArray();
                    Assert.Equal(sequences.Length, each.Length);
                    for (var i = 0; i < each.Length; i++)
                    {
                        Compare(each[i], Diversity.Distinct([sequences[i]], n));
                    }

                    break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }

        void Compare(JsonElement expected, double? actual)
        {
            if (expected.ValueKind == JsonValueKind.Null)
            {
                Assert.Null(actual);
            }
            else
            {
                new Tolerance(0, 1e-12).Compare("share", expected.Number(), actual ?? double.NaN);
            }
        }
    }

    private static void Richness(GoldenCase golden)
    {
        var text = LexicalRichness.Of(golden["text"].GetString()!);
        foreach (var field in golden.Value.EnumerateObject())
        {
            if (field.Name == "tokens")
            {
                Assert.Equal(Strings(field.Value), text.Tokens);
                continue;
            }

            var (name, size) = field.Name.Split('_') is [var first, var number] ? (first, int.Parse(number, CultureInfo.InvariantCulture)) : (field.Name, 0);
            new Tolerance(0, 1e-10).Compare(field.Name, field.Value.Number(), name switch
            {
                "words" => text.Count,
                "terms" => text.Terms,
                "ttr" => text.TypeTokenRatio,
                "rttr" => text.RootTypeTokenRatio,
                "cttr" => text.CorrectedTypeTokenRatio,
                "msttr" => text.MeanSegmentalTypeTokenRatio(size),
                "mattr" => text.MovingAverageTypeTokenRatio(size),
                "mtld" => text.TextualLexicalDiversity(),
                "yulek" => text.YuleK,
                "simpsond" => text.SimpsonD,
                _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
            });
        }
    }
}
