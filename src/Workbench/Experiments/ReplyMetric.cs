using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Evaluation;
using Workbench.Text;

namespace Workbench.Experiments;

/// <summary>Something measured on every reply, and compared prompt by prompt.</summary>
/// <param name="Name">As in samples.jsonl and in tables.</param>
/// <param name="Unit">What a value of 1 means, for a table's reader.</param>
/// <param name="Direction">Whether more is better.</param>
/// <param name="Value">The measurement.</param>
/// <param name="ByGold">Whether it comes from the gold score, which judges replies to the bundled corpus only.</param>
public sealed record ReplyMetric(string Name, string Unit, MetricDirection Direction, Func<ReplyFacts, double> Value, bool ByGold = false)
{
    /// <summary>The score of a reward model.</summary>
    public const string LearnedReward = "learned reward";

    private const string GoldScore = "gold score";
    private const string ShareOfReplies = "share of replies";

    /// <summary>Whether it is a yes or no of each reply, so that its mean is a share of replies.</summary>
    public bool IsYesOrNo => Unit == ShareOfReplies;

    private bool IsShare => Unit.StartsWith("share of ", StringComparison.Ordinal);

    /// <summary>The metrics of a comparison on the bundled corpus by a learned reward, the most important first.</summary>
    public static IReadOnlyList<ReplyMetric> All { get; } = With([new(LearnedReward, 0, MetricDirection.HigherIsBetter)]);

    /// <summary>The metrics that all these replies have, the most important first.</summary>
    public static IReadOnlyList<ReplyMetric> Of(IReadOnlyCollection<ReplyFacts> replies)
    {
        var metrics = With(replies.FirstOrDefault()?.Rewards ?? []);
        return replies.All(reply => reply.Gold is not null) ? metrics : [.. metrics.Where(metric => !metric.ByGold)];
    }

    /// <summary>Whether a metric of this name judges replies, by a reward or by the gold score, rather than describes them.</summary>
    public static bool IsScore(string name) => Known(name) is null or { Name: GoldScore or LearnedReward };

    /// <summary>Whether a metric of this name is a share of something, to be shown in percent.</summary>
    public static bool IsShareOf(string name) => Known(name) is { IsShare: true };

    private static ReplyMetric? Known(string name) => All.SingleOrDefault(metric => metric.Name == name);

    private static IReadOnlyList<ReplyMetric> With(IReadOnlyList<RewardScore> rewards) =>
    [
        OfGold(GoldScore, "points in [-1, 1]", MetricDirection.HigherIsBetter, gold => gold.Value),
        .. rewards.Select((reward, i) => new ReplyMetric(
            reward.Name, reward.Name == LearnedReward ? "standard deviations of the fine-tuned model's replies" : "points", reward.Direction,
            reply => reply.Rewards[i].Value)),
        OfGold("hostile", ShareOfReplies, MetricDirection.LowerIsBetter, gold => gold.Tone == Tone.Hostile ? 1 : 0),
        OfGold("dismissive", ShareOfReplies, MetricDirection.LowerIsBetter, gold => gold.Tone == Tone.Dismissive ? 1 : 0),
        OfGold("on topic", ShareOfReplies, MetricDirection.HigherIsBetter, gold => gold.OnTopic ? 1 : 0),
        OfGold("unattested bigrams", "share of word pairs that the corpus never has", MetricDirection.LowerIsBetter, gold => gold.UnattestedShare),
        new("repeated bigrams", "share of word pairs that the reply has already", MetricDirection.LowerIsBetter, reply => GoldScorer.RepeatedShare(reply.Text)),
        new("KL", "nats a reply, to the fine-tuned model", MetricDirection.Unspecified, reply => reply.Kl),
        new("length", "words", MetricDirection.Unspecified, reply => Words.Count(reply.Text)),
    ];

    private static ReplyMetric OfGold(string name, string unit, MetricDirection direction, Func<GoldScore, double> value) =>
        new(name, unit, direction, reply => value(reply.Gold!), ByGold: true);
}
