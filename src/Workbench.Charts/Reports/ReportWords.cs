using System.Globalization;
using Workbench.Evaluation;
using Workbench.Experiments;

namespace Workbench.Charts;

/// <summary>How the report names models and metrics, writes their numbers, and puts what was found into headings.</summary>
internal static class ReportWords
{
    // A no-break space between number and sign, so that a line never breaks there.
    private const string Percent = "0.0\u00a0%";

    private static readonly Dictionary<string, string> s_models = new()
    {
        ["pretrained"] = "pre-trained",
        ["sft"] = "fine-tuned",
        ["ppo"] = "PPO",
        ["ppo-no-kl"] = "PPO without KL penalty",
        ["grpo"] = "GRPO",
        ["rloo"] = "RLOO",
        ["dpo"] = "DPO",
        ["online-dpo"] = "online DPO",
    };

    internal static string Model(string model) => s_models.GetValueOrDefault(model, model);

    /// <summary>A metric with an arrow to where it gets better.</summary>
    internal static string Directed(PairedComparison metric) => metric.Options.Direction switch
    {
        MetricDirection.HigherIsBetter => $"{metric.Metric}\u00a0\u2191",
        MetricDirection.LowerIsBetter => $"{metric.Metric}\u00a0\u2193",
        _ => metric.Metric,
    };

    /// <summary>A value of a metric as a person reads it: a share in percent, a length with one decimal, all else with two.</summary>
    internal static string Amount(string metric, double value) => value.ToString(WithMinus(Format(metric)), CultureInfo.InvariantCulture);

    /// <summary>A change of a metric, with its sign.</summary>
    internal static string Change(string metric, double value) => value.ToString(Signed(Format(metric)), CultureInfo.InvariantCulture);

    /// <summary>The heading over the two distributions.</summary>
    internal static string Outcome(ModelComparison main)
    {
        var gold = main["gold score"];
        string values = $"{Amount(gold.Metric, gold.Before)} before, {Amount(gold.Metric, gold.After)} after";
        return gold.Verdict switch
        {
            Verdict.Higher => $"The gold score rose: {values}",
            Verdict.Lower => $"The gold score fell: {values}",
            Verdict.Equivalent => $"The gold score stayed the same: {values}",
            _ => $"No clear difference of the gold score: {values}",
        };
    }

    /// <summary>The heading over what happens without the KL penalty; null where no such run was made.</summary>
    internal static string? Hacking(ComparisonResults results) =>
        results.Comparisons.FirstOrDefault(one => one is { Before: "sft", After: "ppo-no-kl" }) is not { } hacked ? null
        : hacked[ReplyMetric.LearnedReward].Verdict == Verdict.Higher && hacked["gold score"].Verdict == Verdict.Lower
            ? "Without the KL penalty the reward is hacked"
            : $"Without the KL penalty: learned reward {Change(ReplyMetric.LearnedReward, hacked[ReplyMetric.LearnedReward].Difference)}, gold score {Change("gold score", hacked["gold score"].Difference)}";

    /// <summary>The heading over the reward model.</summary>
    internal static string RewardModel(RewardAgreementOnPairs heldOut) =>
        $"The reward model orders {Share(heldOut.Gold)} of pairs about new topics as the gold score does";

    internal static string Share(double share) => share.ToString(Percent, CultureInfo.InvariantCulture);

    private static string Format(string metric) =>
        metric == "length" ? "0.0" : ReplyMetric.IsShareOf(metric) ? Percent : "0.00";

    private static string WithMinus(string format) => $"{format};\u2212{format};{format}";

    private static string Signed(string format) => $"+{format};\u2212{format};{format}";
}
