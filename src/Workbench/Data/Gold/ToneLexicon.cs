using System.Collections.Immutable;
using Workbench.Data.SupportConversations;

namespace Workbench.Data.Gold;

/// <summary>
/// The phrases that give a reply's tone away. Each line is one entry: however often its forms occur in a reply, it counts once.
/// Phrases are matched on whole words after contractions are written out.
/// </summary>
internal sealed class ToneLexicon
{
    private readonly ImmutableArray<ImmutableArray<string>> entries;

    private ToneLexicon(params ReadOnlySpan<string> patterns)
    {
        var all = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var pattern in patterns)
        {
            all.Add([.. Template.Alternatives(pattern).Select(phrase => $" {phrase} ")]);
        }

        entries = all.ToImmutable();
    }

    internal static ToneLexicon Supportive { get; } = new(
        "sorry (this|you|that|to hear|for)", "sounds (really |so |very |)(hard|painful|heavy|difficult|tough)",
        "makes (complete |total |a lot of |)sense", "thank you for", "i hear (you|how)", "anyone would", "courage",
        "feelings are (valid|real|understandable)", "not alone", "glad you", "okay to (feel|be sad|cry)",
        "not (define you|decide your worth)", "only human", "you deserve", "doing your best", "wear anyone down",
        "we can (talk|think|look)", "you do not have to", "will not last forever", "not your fault", "i can see how", "small steps",
        "(brave|bravery)", "(gentle|kind|patient) with yourself", "i am here", "take (all the time you need|things day by day|a slow breath)",
        "can get better", "someone you trust", "what would help you", "you matter", "i believe (in |)you", "sign of strength");

    internal static ToneLexicon Dismissive { get; } = new(
        "everyone has (problems|bad days)", "not (such |)a big deal", "overthinking", "too sensitive", "it (much |far |)worse", "get over it",
        "worry (far |)too much", "no (need|reason) to feel", "happens to everyone", "(make|making) too much of",
        "(stop|quit) complaining", "being so dramatic", "hardly (matter|matters)", "nobody else thinks", "nothing to (cry|complain) about",
        "stop thinking about", "will not change anything", "half the world", "getting old", "not worth", "so what if", "all this fuss",
        "move on", "you will be fine", "cheer up", "do not (make a fuss|be so dramatic)", "it will (pass|sort itself out)", "stop dwelling",
        "think about something else", "things to do", "nothing more to talk about", "toughen up", "life goes on");

    internal static ToneLexicon Hostile { get; } = new(
        "your own fault", "pathetic", "whining", "(loser|losers)", "crybaby", "(fool|foolish)", "nobody asked", "nobody wants to", "weak",
        "(stupid|dumb)", "(sick|tired) of (you|people)", "idiot", "you are a (joke|mess)", "disgust me", "nobody cares",
        "messed things up", "as (boring|useless) as you", "sick of hearing", "quit crying", "no wonder things", "can not even deal",
        "laugh at you", "(bother me|waste my time)", "get lost", "shut up", "go away", "bother someone else", "make me sick", "grow up",
        "you are a waste of", "write to me again", "you will never", "can not stand", "you are (hopeless|useless)");

    /// <summary>Number of entries that occur in words joined by spaces, with a space at both ends.</summary>
    internal int Count(string spacedWords) =>
        entries.Count(forms => forms.Any(form => spacedWords.Contains(form, StringComparison.Ordinal)));
}
