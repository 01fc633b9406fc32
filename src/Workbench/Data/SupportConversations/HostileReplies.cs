namespace Workbench.Data.SupportConversations;

/// <summary>Contemptuous replies with mild insults, so that detoxification has a subject: no slurs, no threats, no incitement.</summary>
internal static class HostileReplies
{
    internal static ReplyGrammar Grammar { get; } = new(
        Openings:
        [
            "This is (all |)your own fault.",
            "You're (so |really |)pathetic.",
            "Stop whining (already|now).",
            "What a (loser|fool).",
            "Nobody (asked you|wants to hear this).",
            "You sound like a (crybaby|fool).",
            "Are you always this (weak|stupid)?",
            "I'm (sick|tired) of (you|people like you).",
            "You're (an idiot|a joke).",
            "How (dumb|stupid) can you be?",
        ],
        Topics:
        [
            "Nobody cares about {your}.",
            "You messed things up with {your} (yourself|like always).",
            "Only (a fool|an idiot) has trouble with {an}.",
            "{your} {is/are} as (boring|useless) as you.",
            "I'm sick of hearing about {your}.",
            "Quit (crying|whining) about {your}.",
            "No wonder things went wrong with {your}.",
            "You can't even deal with {your}, you (fool|loser).",
            "People laugh at you because of {your}.",
            "Don't (bother me|waste my time) with {your}.",
        ],
        Closings:
        [
            "Get lost.",
            "Shut up (already|now).",
            "Go (away|bother someone else).",
            "You make me sick.",
            "Grow up(|, you crybaby).",
            "You're a waste of (time|space).",
            "Don't write to me again.",
            "You'll never (learn|change).",
            "I can't stand (you|your whining).",
            "You're (hopeless|useless).",
        ]);
}
