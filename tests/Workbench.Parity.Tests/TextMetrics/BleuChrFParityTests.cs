using System.Text.Json;
using Workbench.Evaluation.TextMetrics;
using Workbench.Parity.Tests.Statistics;

namespace Workbench.Parity.Tests.TextMetrics;

public sealed class BleuChrFParityTests
{
    private const string Folder = "text_metrics", File = "bleu_chrf.json";

    private static readonly Tolerance Near = new(0, 1e-9);

    public static TheoryData<string> Functions => GoldenCases.Functions(Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Scores_equal_sacrebleu(string function) =>
        GoldenCases.Check(Folder, File, function, name => name switch
        {
            "bleu" => Bleus,
            "chrf" => ChrFs,
            "ter" => EditRates,
            "sentence_bleu" => Sentences,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static (string[] Hypotheses, string[][] References) Corpus(GoldenCase golden)
    {
        var name = golden["corpus"].GetString();
        var corpus = golden.Root.GetProperty("corpora").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        return (Strings(corpus.GetProperty("hypotheses")), [.. corpus.GetProperty("references").EnumerateArray().Select(Strings)]);
    }

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];

    private static BleuOptions ReadBleu(GoldenCase golden)
    {
        var options = new BleuOptions();
        foreach (var name in golden["params"].EnumerateObject().Select(p => p.Name))
        {
            var value = golden.Parameter(name);
            options = name switch
            {
                "smooth_method" => options with
                {
                    Smoothing = value.GetString() switch
                    {
                        "exp" => BleuSmoothing.Exponential,
                        "floor" => BleuSmoothing.Floor,
                        "add-k" => BleuSmoothing.AddK,
                        "none" => BleuSmoothing.None,
                        var other => throw new NotSupportedException($"the test does not know the smoothing {other}"),
                    },
                },
                "smooth_value" => options with { SmoothingValue = value.Number() },
                "tokenize" => options with
                {
                    Tokenization = value.GetString() switch
                    {
                        "13a" => BleuTokenization.V13A,
                        "intl" => BleuTokenization.International,
                        "char" => BleuTokenization.Character,
                        "zh" => BleuTokenization.Chinese,
                        "none" => BleuTokenization.None,
                        var other => throw new NotSupportedException($"the test does not know the tokenization {other}"),
                    },
                },
                "max_ngram_order" => options with { MaximumOrder = value.GetInt32() },
                "effective_order" => options with { EffectiveOrder = value.GetBoolean() },
                "lowercase" => options with { Lowercase = value.GetBoolean() },
                "force" => options, // only silences a warning about tokenized text
                _ => throw new NotSupportedException($"the test does not know the parameter {name}"),
            };
        }

        return options;
    }

    private static void Bleus(GoldenCase golden)
    {
        var (hypotheses, references) = Corpus(golden);
        var score = Bleu.Corpus(hypotheses, references, ReadBleu(golden));
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "score": Near.Compare("score", field.Value.Number(), score.Score); break;
                case "bp": Near.Compare("brevity penalty", field.Value.Number(), score.BrevityPenalty); break;
                case "sys_len": Assert.Equal(field.Value.GetInt32(), score.HypothesisLength); break;
                case "ref_len": Assert.Equal(field.Value.GetInt32(), score.ReferenceLength); break;
                case "precisions": All("precision", field.Value.Numbers(), score.Precisions); break;
                case "counts": All("count", field.Value.Numbers(), score.Matches); break;
                case "totals": All("total", field.Value.Numbers(), score.Totals); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void All(string what, double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Near.Compare($"{what} {i}", expected[i], actual[i]);
        }
    }

    private static void ChrFs(GoldenCase golden)
    {
        var options = new ChrFOptions();
        foreach (var name in golden["params"].EnumerateObject().Select(p => p.Name))
        {
            var value = golden.Parameter(name);
            options = name switch
            {
                "char_order" => options with { CharacterOrder = value.GetInt32() },
                "word_order" => options with { WordOrder = value.GetInt32() },
                "beta" => options with { Beta = value.Number() },
                "lowercase" => options with { Lowercase = value.GetBoolean() },
                "whitespace" => options with { Whitespace = value.GetBoolean() },
                "eps_smoothing" => options with { EpsilonSmoothing = value.GetBoolean() },
                _ => throw new NotSupportedException($"the test does not know the parameter {name}"),
            };
        }

        var (hypotheses, references) = Corpus(golden);
        golden.Match(Near, ("score", ChrF.Corpus(hypotheses, references, options)));
    }

    private static void EditRates(GoldenCase golden)
    {
        var options = new TranslationEditOptions();
        foreach (var name in golden["params"].EnumerateObject().Select(p => p.Name))
        {
            var value = golden.Flag(name);
            options = name switch
            {
                "case_sensitive" => options with { CaseSensitive = value },
                "normalized" => options with { Normalized = value },
                "no_punct" => options with { NoPunctuation = value },
                "asian_support" => options with { AsianSupport = value },
                _ => throw new NotSupportedException($"the test does not know the parameter {name}"),
            };
        }

        var (hypotheses, references) = Corpus(golden);
        var score = TranslationEditRate.Corpus(hypotheses, references, options);
        golden.Match(Near, ("score", score.Score), ("num_edits", score.Edits), ("ref_length", score.ReferenceLength));
    }

    private static void Sentences(GoldenCase golden)
    {
        var (hypotheses, references) = Corpus(golden);
        var expected = golden.Value.EnumerateArray().ToArray();
        Assert.Equal(hypotheses.Length, expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            string[] own = [.. references.Select(stream => stream[i])];
            Near.Compare($"BLEU of line {i}", expected[i].GetProperty("bleu").Number(), Bleu.Sentence(hypotheses[i], own).Score);
            Near.Compare($"chrF of line {i}", expected[i].GetProperty("chrf").Number(), ChrF.Sentence(hypotheses[i], own));
            Assert.Equal(2, expected[i].EnumerateObject().Count());
        }
    }
}
