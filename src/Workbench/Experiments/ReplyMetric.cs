using Workbench.Data;
using Workbench.Evaluation;
using Workbench.Text;

namespace Workbench.Experiments;

/// <summary>Something measured on every reply, and compared prompt by prompt.</summary>
/// <param name="Name">As in samples.jsonl and in tables.</param>
/// <param name="Unit">What a value of 1 means, for a table's reader.</param>
/// <param name="Direction">Whether more is better.</param>
/// <param name="Value">The measurement.</param>
public sealed record ReplyMetric(string Name, string Unit, MetricDirection Direction, Func<ReplyFacts, double> Value)
{
    private const string ShareOfReplies = "share of replies";

    /// <summary>Whether it is a yes or no of each reply, so that its mean is a share of replies.</summary>
    public bool IsYesOrNo => Unit == ShareOfReplies;

    /// <summary>Whether it is a share of something, to be shown in percent.</summary>
    public bool IsShare => Unit.StartsWith("share of ", StringComparison.Ordinal);

    /// <summary>All metrics of the comparison, the most important first.</summary>
    public static IReadOnlyList<ReplyMetric> All { get; } =
    [
        new("gold score", "points in [-1, 1]", MetricDirection.HigherIsBetter, reply => reply.Gold.Value),
        new("learned reward", "standard deviations of the fine-tuned model's replies", MetricDirection.HigherIsBetter, reply => reply.Reward),
        new("hostile", ShareOfReplies, MetricDirection.LowerIsBetter, reply => reply.Gold.Tone == Tone.Hostile ? 1 : 0),
        new("dismissive", ShareOfReplies, MetricDirection.LowerIsBetter, reply => reply.Gold.Tone == Tone.Dismissive ? 1 : 0),
        new("on topic", ShareOfReplies, MetricDirection.HigherIsBetter, reply => reply.Gold.OnTopic ? 1 : 0),
        new("unattested bigrams", "share of word pairs that the corpus never has", MetricDirection.LowerIsBetter, reply => reply.Gold.UnattestedShare),
        new("repeated bigrams", "share of word pairs that the reply has already", MetricDirection.LowerIsBetter, reply => reply.Gold.RepeatedShare),
        new("KL", "nats a reply, to the fine-tuned model", MetricDirection.Unspecified, reply => reply.Kl),
        new("length", "words", MetricDirection.Unspecified, reply => Words.Count(reply.Text)),
    ];
}
