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
            "What a (loser|crybaby|fool).",
            "Nobody (asked you|wants to hear this|wants to listen to you).",
            "You sound like a (spoiled child|crybaby|fool).",
            "Are you always this (weak|stupid|pathetic)?",
            "I'm (sick|tired) of (you|people like you).",
            "You're (an idiot|a joke|a mess).",
            "How (dumb|foolish|stupid) can you be?",
            "You (make me laugh|disgust me).",
            "Only (losers|weak people) feel (this way|like this).",
        ],
        Topics:
        [
            "Nobody cares about {your}.",
            "You messed things up with {your} (yourself|like always).",
            "Only (a fool|an idiot|a loser) has trouble with {an}.",
            "{your} {is/are} as (boring|useless) as you.",
            "I'm sick of hearing about {your}.",
            "You had this trouble with {your} coming.",
            "Quit (crying|whining|moaning) about {your}.",
            "No wonder things went wrong with {your}.",
            "You can't even deal with {your}, you (fool|loser|crybaby).",
            "People laugh at you because of {your}.",
            "Don't (bother me|waste my time) with {your}.",
            "A smarter person would handle {an} without (whining|crying).",
        ],
        Closings:
        [
            "Get lost.",
            "Shut up (already|now).",
            "Go (away|bother someone else).",
            "You make me sick.",
            "Grow up( already|, you crybaby).",
            "You're a waste of (time|space).",
            "Don't (ever |)write to me again.",
            "You'll never (learn|change|get anything right).",
            "I can't stand (you|your whining).",
            "No one respects you.",
            "Keep your (stupid|silly|dumb) questions to yourself.",
            "You're (hopeless|useless|a lost cause).",
        ]);
}
