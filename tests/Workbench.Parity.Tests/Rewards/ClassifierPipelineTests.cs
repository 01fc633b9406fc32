using System.Text.Json;
using Workbench.Parity.Tests.Models;
using Workbench.Rewards;

namespace Workbench.Parity.Tests.Rewards;

/// <summary>From text to score, against the text-classification pipeline of transformers.</summary>
public sealed class ClassifierPipelineTests
{
    public static TheoryData<string> Folders => Fixtures.Folders("classifiers", "pipeline.json");

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void A_classifier_rewards_texts_with_the_scores_of_the_pipeline(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var data = Fixtures.Json("classifiers", folder, "pipeline.json");
        var tolerance = data.GetProperty("tolerance").Number();
        using var classifier = TextClassifier.Load(Fixtures.At("classifiers", folder), batchSize: 4);
        Completion[] completions =
        [
            .. data.GetProperty("texts").EnumerateArray().Select(text => new Completion("", text.GetString()!, [], [], true)),
        ];

        foreach (var (scores, kind) in new[] { ("logits", ClassifierScore.Logit), ("probabilities", ClassifierScore.Probability) })
        {
            foreach (var label in classifier.Labels)
            {
                var actual = new ClassifierReward("score", classifier, label, kind).Score(completions);
                var expected = data.GetProperty(scores).EnumerateArray().Select(row => row.GetProperty(label).Number()).ToArray();
                Assert.Equal(expected.Length, actual.Length);
                for (var i = 0; i < expected.Length; i++)
                {
                    Near.Equal(expected[i], actual[i], tolerance, $"{scores} of {label} for {completions[i].Response}");
                }
            }
        }
    }
}
