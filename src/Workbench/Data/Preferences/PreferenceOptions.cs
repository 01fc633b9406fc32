using Workbench.Data.SupportConversations;

namespace Workbench.Data.Preferences;

/// <summary>What <see cref="PreferenceGenerator"/> draws.</summary>
public sealed record PreferenceOptions
{
    /// <summary>How often each tone occurs among the replies.</summary>
    public ToneMix Tones { get; init; } = ToneMix.Even;

    /// <summary>
    /// Share of the replies that speak of another topic than the message, so that a reward model can learn relevance. Between 0 and 1.
    /// </summary>
    public double OffTopicShare { get; init; } = 0.15;

    /// <summary>Which topics the messages have.</summary>
    public TopicSet Topics { get; init; } = TopicSet.Seen;

    /// <summary>The split of messages and replies.</summary>
    public DataSplit Split { get; init; } = DataSplit.Train;

    /// <summary>Whether every person of the panel judges every pair, rather than one person drawn for each.</summary>
    public bool EveryoneJudges { get; init; }
}
