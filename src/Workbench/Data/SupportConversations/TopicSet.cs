using System.Collections.Immutable;

namespace Workbench.Data.SupportConversations;

/// <summary>Which topics to draw from.</summary>
public enum TopicSet
{
    /// <summary>All eighteen: for pre-training, which must know every word.</summary>
    All,

    /// <summary>The fourteen of supervised fine-tuning, preferences and PPO.</summary>
    Seen,

    /// <summary>The four that only pre-training and the test see.</summary>
    HeldOut,
}

/// <summary>The topics of a set.</summary>
public static class TopicSets
{
    /// <summary>The topics that a set stands for.</summary>
    public static ImmutableArray<SupportTopic> Topics(this TopicSet set) => set switch
    {
        TopicSet.All => SupportTopics.All,
        TopicSet.Seen => SupportTopics.SeenTopics,
        TopicSet.HeldOut => SupportTopics.HeldOutTopics,
        _ => throw new ArgumentOutOfRangeException(nameof(set)),
    };
}
