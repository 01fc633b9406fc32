namespace Workbench.Data.SupportConversations;

/// <summary>What <see cref="SupportConversationGenerator"/> draws.</summary>
public sealed record SupportConversationOptions
{
    /// <summary>All topics, the tones of pre-training, the training split.</summary>
    public static SupportConversationOptions Pretraining { get; } = new();

    /// <summary>Seen topics, the tones of demonstrations, the training split.</summary>
    public static SupportConversationOptions Demonstrations { get; } =
        new() { Topics = TopicSet.Seen, Tones = ToneMix.Demonstrations };

    /// <summary>Which topics occur, evenly.</summary>
    public TopicSet Topics { get; init; } = TopicSet.All;

    /// <summary>How often each tone occurs.</summary>
    public ToneMix Tones { get; init; } = ToneMix.Pretraining;

    /// <summary>The split; no message, no core of a message and no reply of one split occurs in another.</summary>
    public DataSplit Split { get; init; } = DataSplit.Train;
}
