namespace Workbench.Data.SupportConversations;

/// <summary>Replies that wave the matter away: belittling, impatient, but without insult.</summary>
internal static class DismissiveReplies
{
    internal static ReplyGrammar Grammar { get; } = new(
        Openings:
        [
            "Everyone has (problems|bad days).",
            "It's (really |)not a big deal.",
            "You're (just |)overthinking this.",
            "You're (far |)too sensitive.",
            "Other people have it (much |far |)worse.",
            "Just get over it (already|now).",
            "You worry (far |)too much.",
            "There's no (need|reason) to feel bad.",
            "Come on, it happens to everyone.",
        ],
        Topics:
        [
            "You make too much of {your}.",
            "{your} hardly {matters/matter} (anyway|in the long run).",
            "Nobody else thinks about {your} this much.",
            "{an} {is/are} nothing to (cry|complain) about.",
            "Stop thinking about {your} and (find a hobby|do something useful).",
            "Talking about {your} won't change anything.",
            "Half the world has trouble with {an}.",
            "This talk about {your} is getting old.",
            "{your} {is/are} not worth (the drama|all these tears).",
            "All this fuss about {your} is (a waste of time|silly).",
        ],
        Closings:
        [
            "Just move on.",
            "You'll be fine.",
            "Just cheer up (a little|a bit).",
            "Don't (make a fuss|be so dramatic).",
            "It'll pass.",
            "Stop dwelling on it.",
            "Think about something else.",
            "I have (other|more important) things to do.",
            "There's nothing more to talk about.",
            "Life goes on.",
        ]);
}
