using System.Text.Json;
using Workbench.Evaluation.TextMetrics;
using Workbench.Parity.Tests.Statistics;

namespace Workbench.Parity.Tests.TextMetrics;

public sealed class RougeParityTests
{
    private const string Folder = "text_metrics";

    private static readonly Tolerance Near = new(0, 1e-12);

    public static TheoryData<string> Functions => GoldenCases.Functions(Folder, "rouge.json");

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Scores_equal_rouge_score(string function) =>
        GoldenCases.Check(Folder, "rouge.json", function, name => name switch
        {
            "rouge" => One,
            "rouge_multi" => Several,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableFact]
    public void Tokens_equal_rouge_score()
    {
        var places = GoldenCases.Places(Folder, "rouge.json").ToArray();
        Skip.If(places.Length == 0);
        foreach (var golden in places.SelectMany(place => GoldenCases.Of(place).GetProperty("tokenizer").EnumerateArray()))
        {
            var text = golden.GetProperty("text").GetString()!;
            Assert.Equal(Strings(golden.GetProperty("tokens")), RougeTokenizer.Tokens(text));
            Assert.Equal(Strings(golden.GetProperty("stemmed_tokens")), RougeTokenizer.Tokens(text, stem: true));
            Assert.Equal(3, golden.EnumerateObject().Count());
        }
    }

    [SkippableFact]
    public void Stems_equal_nltk()
    {
        Skip.If(!GoldenCases.Places(Folder, "porter_stemmer.json").Any());
        foreach (var golden in GoldenCases.Of(Folder, "porter_stemmer.json"))
        {
            Assert.Equal(
                (golden["word"].GetString()!, golden["value"].GetString()!),
                (golden["word"].GetString()!, PorterStemmer.Stem(golden["word"].GetString()!)));
        }
    }

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];

    private static void One(GoldenCase golden)
    {
        string prediction = golden["prediction"].GetString()!, reference = golden["reference"].GetString()!;
        var stem = golden["use_stemmer"].GetBoolean();
        Compare(golden.Value, type => Score(type, prediction, reference, stem));
    }

    private static void Several(GoldenCase golden)
    {
        var prediction = golden["prediction"].GetString()!;
        var stem = golden["use_stemmer"].GetBoolean();
        var references = Strings(golden.Value.GetProperty("references"));
        Assert.Equal(2, golden.Value.EnumerateObject().Count());
        Compare(golden.Value.GetProperty("scores"), type => Rouge.Best(references, reference => Score(type, prediction, reference, stem)));
    }

    private static void Compare(JsonElement scores, Func<string, RougeScore> score)
    {
        foreach (var type in scores.EnumerateObject())
        {
            var expected = type.Value.Numbers();
            var actual = score(type.Name);
            Near.Compare($"{type.Name} precision", expected[0], actual.Precision);
            Near.Compare($"{type.Name} recall", expected[1], actual.Recall);
            Near.Compare($"{type.Name} F", expected[2], actual.F);
        }
    }

    private static RougeScore Score(string type, string prediction, string reference, bool stem) => type switch
    {
        "rougeL" => Rouge.L(prediction, reference, stem),
        "rougeLsum" => Rouge.LSum(prediction, reference, stem),
        _ when type.StartsWith("rouge", StringComparison.Ordinal) && int.TryParse(type[5..], out var n) => Rouge.N(prediction, reference, n, stem),
        _ => throw new NotSupportedException($"the test does not know the type {type}"),
    };
}
