namespace Workbench.Data.SupportConversations;

/// <summary>Replies that wave the matter away: belittling, impatient, but without insult.</summary>
internal static class DismissiveReplies
{
    internal static ReplyGrammar Grammar { get; } = new(
        Openings:
        [
            "Everyone has (problems|bad days).",
            "It's (really |)not a big deal.",
            "You're (just |)overthinking (this|it).",
            "You're (far |)too sensitive.",
            "Other people have it (much |far |)worse.",
            "Just get over it (already|now).",
            "You worry (far |)too much.",
            "There's no (need|reason) to feel (bad|so bad).",
            "I don't see why you feel (bad|so bad).",
            "Come on, (it happens to everyone|we all feel bad sometimes).",
            "You're making (too much of this|a big thing out of nothing).",
            "Please stop (complaining|being so dramatic).",
        ],
        Topics:
        [
            "You're overthinking {your}.",
            "You make too much of {your}.",
            "{your} hardly {matters/matter} (anyway|in the long run).",
            "Nobody else thinks about {your} this much.",
            "{an} {is/are} nothing to (cry|complain) about.",
            "I would never (worry|complain) about {an}.",
            "Stop thinking about {your} and (find a hobby|do something useful).",
            "Talking about {your} won't change anything.",
            "Half the world has trouble with {an}.",
            "This talk about {your} is getting old.",
            "{your} {is/are} not worth (the drama|all these tears|a whole message).",
            "So what if {your} {is/are} not perfect?",
            "All this fuss about {your} is (a waste of time|silly).",
        ],
        Closings:
        [
            "Just move on.",
            "You'll be fine.",
            "(Try to|Just) cheer up (a little|a bit).",
            "Don't (make a fuss|be so dramatic).",
            "It'll (pass|sort itself out).",
            "Stop dwelling on it.",
            "Think about something (else|more useful).",
            "I have (other|more important) things to do.",
            "There's nothing more to talk about.",
            "Why would you worry about (that|this)?",
            "Toughen up a little.",
            "Life goes on.",
        ]);
}
