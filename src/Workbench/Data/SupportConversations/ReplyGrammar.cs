using System.Collections.Immutable;

namespace Workbench.Data.SupportConversations;

/// <summary>The sentences that replies of one tone are made of: an opening, one that names the topic, and closings.</summary>
/// <param name="Openings">Answer the person; never name the topic's noun.</param>
/// <param name="Topics">Name the topic's noun.</param>
/// <param name="Closings">End the reply; use no slot.</param>
public sealed record ReplyGrammar(
    ImmutableArray<Template> Openings, ImmutableArray<Template> Topics, ImmutableArray<Template> Closings)
{
    /// <summary>The grammar of a tone.</summary>
    public static ReplyGrammar Of(Tone tone) => tone switch
    {
        Tone.Supportive => SupportiveReplies.Grammar,
        Tone.Neutral => NeutralReplies.Grammar,
        Tone.Dismissive => DismissiveReplies.Grammar,
        Tone.Hostile => HostileReplies.Grammar,
        _ => throw new ArgumentOutOfRangeException(nameof(tone)),
    };

    /// <summary>Every sentence that replies of this tone can contain, over all nouns; some come more than once.</summary>
    public IEnumerable<string> Sentences() =>
        from template in Openings.Concat(Topics).Concat(Closings)
        from noun in SupportTopics.All.SelectMany(topic => topic.Nouns)
        where template.Suits(noun)
        from sentence in template.Sentences(noun)
        select sentence;
}
