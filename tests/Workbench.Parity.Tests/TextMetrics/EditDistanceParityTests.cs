using System.Text.Json;
using Workbench.Evaluation.TextMetrics;
using Workbench.Parity.Tests.Statistics;
using Workbench.Text;

namespace Workbench.Parity.Tests.TextMetrics;

public sealed class EditDistanceParityTests
{
    private const string Folder = "text_metrics", File = "edit_distance.json";

    private static readonly Tolerance Near = new(0, 1e-12);

    public static TheoryData<string> Functions => GoldenCases.Functions(Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Distances_equal_rapidfuzz_and_jiwer(string function) =>
        GoldenCases.Check(Folder, File, function, name => name switch
        {
            "edit" => Compare,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Compare(GoldenCase golden)
    {
        string hypothesis = golden["hypothesis"].GetString()!, reference = golden["reference"].GetString()!;
        CompareSequences(golden["characters"], Words.Characters(hypothesis), Words.Characters(reference));
        CompareSequences(golden["words"], Words.Split(hypothesis), Words.Split(reference));
        var errors = golden["jiwer"];
        if (errors.TryGetProperty("raises", out _))
        {
            return; // the library has no answer; ours is documented and tested apart
        }

        WordErrors words = WordErrors.OfWords(hypothesis, reference), characters = WordErrors.OfCharacters(hypothesis, reference);
        foreach (var field in errors.GetProperty("value").EnumerateObject())
        {
            Near.Compare(field.Name, field.Value.Number(), field.Name switch
            {
                "wer" => words.ErrorRate,
                "mer" => words.MatchErrorRate,
                "wil" => words.InformationLost,
                "hits" => words.Hits,
                "substitutions" => words.Substitutions,
                "deletions" => words.Deletions,
                "insertions" => words.Insertions,
                "cer" => characters.ErrorRate,
                _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
            });
        }
    }

    private static void CompareSequences<T>(JsonElement expected, T[] hypothesis, T[] reference)
        where T : notnull
    {
        foreach (var field in expected.EnumerateObject())
        {
            Near.Compare(field.Name, field.Value.Number(), field.Name switch
            {
                "levenshtein" => EditDistance.Levenshtein(hypothesis, reference),
                "levenshtein_normalized" => EditDistance.NormalizedLevenshtein(hypothesis, reference),
                "levenshtein_similarity" => 1 - EditDistance.NormalizedLevenshtein(hypothesis, reference),
                "weighted_1_1_2" => EditDistance.Levenshtein(hypothesis, reference, 1, 1, 2),
                "indel" => EditDistance.Indel(hypothesis, reference),
                "indel_similarity" => EditDistance.IndelSimilarity(hypothesis, reference),
                "damerau_levenshtein" => EditDistance.DamerauLevenshtein(hypothesis, reference),
                "lcs_length" => EditDistance.CommonSubsequence(hypothesis, reference),
                "jaro" => EditDistance.Jaro(hypothesis, reference),
                "jaro_winkler" => EditDistance.JaroWinkler(hypothesis, reference),
                _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
            });
        }
    }
}
