using Workbench.Evaluation;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>What a comparison found; results.json.</summary>
/// <param name="Prompts">How many prompts every model answered.</param>
/// <param name="Models">A summary of each model, in the order of training.</param>
/// <param name="Comparisons">Pairs of models, prompt by prompt.</param>
/// <param name="RewardModel">How well the reward model agrees with raters and with the gold score; null where the run did not train it.</param>
/// <param name="Conclusion">Plain sentences for a person.</param>
/// <param name="Study">How many prompts and raters a study of the first pair of models would need; null where ratings do not tell.</param>
public sealed record ComparisonResults(
    int Prompts,
    IReadOnlyList<ModelSummary> Models,
    IReadOnlyList<ModelComparison> Comparisons,
    RewardModelResults? RewardModel,
    IReadOnlyList<string> Conclusion,
    RatingStudy? Study = null)
{
    /// <summary>The file's name in the run folder.</summary>
    public const string FileName = "results.json";
}

/// <summary>Means over all test prompts for one model.</summary>
/// <param name="Model">Its short name: pretrained, sft, ppo or ppo-no-kl.</param>
/// <param name="Means">
/// By metric; see <see cref="ReplyMetric.Of"/>, and, of replies to the bundled corpus, "gold score, seen topics" and "gold score, held-out topics".
/// </param>
/// <param name="Distinct2">Different word pairs over all word pairs of all replies.</param>
/// <param name="CleanDistinct2">The same, counting only word pairs that the corpus has: word salad does not raise it. Null of replies to other data.</param>
public sealed record ModelSummary(string Model, IReadOnlyDictionary<string, double> Means, double Distinct2, double? CleanDistinct2);

/// <summary>Two models on the same prompts with the same luck.</summary>
/// <param name="Before">The first model.</param>
/// <param name="After">The second one.</param>
/// <param name="Metrics">One comparison a metric; p values are corrected for all of them.</param>
public sealed record ModelComparison(string Before, string After, IReadOnlyList<PairedComparison> Metrics)
{
    /// <summary>The comparison of one metric.</summary>
    public PairedComparison this[string metric] => Metrics.Single(comparison => comparison.Metric == metric);
}

/// <summary>How well the reward model agrees with judgements of fresh pairs.</summary>
/// <param name="Seen">On topics that it was trained on; null without such pairs.</param>
/// <param name="HeldOut">On other topics; null without such pairs.</param>
public sealed record RewardModelResults(RewardAgreementOnPairs? Seen, RewardAgreementOnPairs? HeldOut);

/// <summary>How often the reward model prefers the reply that was preferred.</summary>
/// <param name="Pairs">How many pairs.</param>
/// <param name="Raters">Share that it orders as the noisy raters do.</param>
/// <param name="Gold">Share that it orders as the gold score does; pairs that the gold score ties are left out.</param>
/// <param name="Calibration">Predicted against observed preference of the raters.</param>
public sealed record RewardAgreementOnPairs(int Pairs, double Raters, double Gold, IReadOnlyList<CalibrationBin> Calibration);
