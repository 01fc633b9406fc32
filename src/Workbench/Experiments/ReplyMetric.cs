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
    private const string ShareOfReplies = "share of replies";

    /// <summary>Whether it is a yes or no of each reply, so that its mean is a share of replies.</summary>
    public bool IsYesOrNo => Unit == ShareOfReplies;

    /// <summary>Whether it is a share of something, to be shown in percent.</summary>
    public bool IsShare => Unit.StartsWith("share of ", StringComparison.Ordinal);

    /// <summary>All metrics of the comparison, the most important first.</summary>
    public static IReadOnlyList<ReplyMetric> All { get; } =
    [
        OfGold("gold score", "points in [-1, 1]", MetricDirection.HigherIsBetter, gold => gold.Value),
        new("learned reward", "standard deviations of the fine-tuned model's replies", MetricDirection.HigherIsBetter, reply => reply.Reward),
        OfGold("hostile", ShareOfReplies, MetricDirection.LowerIsBetter, gold => gold.Tone == Tone.Hostile ? 1 : 0),
        OfGold("dismissive", ShareOfReplies, MetricDirection.LowerIsBetter, gold => gold.Tone == Tone.Dismissive ? 1 : 0),
        OfGold("on topic", ShareOfReplies, MetricDirection.HigherIsBetter, gold => gold.OnTopic ? 1 : 0),
        OfGold("unattested bigrams", "share of word pairs that the corpus never has", MetricDirection.LowerIsBetter, gold => gold.UnattestedShare),
        new("repeated bigrams", "share of word pairs that the reply has already", MetricDirection.LowerIsBetter, reply => GoldScorer.RepeatedShare(reply.Text)),
        new("KL", "nats a reply, to the fine-tuned model", MetricDirection.Unspecified, reply => reply.Kl),
        new("length", "words", MetricDirection.Unspecified, reply => Words.Count(reply.Text)),
    ];

    /// <summary>The metrics that all these replies have.</summary>
    public static IReadOnlyList<ReplyMetric> Of(IEnumerable<ReplyFacts> replies) =>
        replies.All(reply => reply.Gold is not null) ? All : [.. All.Where(metric => !metric.ByGold)];

    private static ReplyMetric OfGold(string name, string unit, MetricDirection direction, Func<GoldScore, double> value) =>
        new(name, unit, direction, reply => value(reply.Gold!), ByGold: true);
}
