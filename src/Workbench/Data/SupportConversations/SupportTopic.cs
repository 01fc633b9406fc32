using System.Collections.Immutable;

namespace Workbench.Data.SupportConversations;

/// <summary>A subject that people ask for help with.</summary>
/// <param name="Name">One word, used as the topic's name in files.</param>
/// <param name="HeldOut">Whether it is kept out of supervised fine-tuning, preferences and PPO.</param>
/// <param name="Feelings">What people may feel about it; each fits after "I feel".</param>
/// <param name="Events">What may have happened.</param>
public sealed record SupportTopic(string Name, bool HeldOut, ImmutableArray<string> Feelings, ImmutableArray<SupportEvent> Events)
{
    /// <summary>The nouns that name the topic; a reply that contains one of them is on topic.</summary>
    public ImmutableArray<Noun> Nouns { get; } = [.. Events.Select(e => e.Noun).Distinct()];
}

/// <summary>One thing that may have happened, as a clause of a message.</summary>
/// <param name="Noun">The topic's noun that the clause contains; replies name the same.</param>
/// <param name="Clause">The clause without capital and full stop, such as "I failed the exam this morning".</param>
public sealed record SupportEvent(Noun Noun, string Clause);
