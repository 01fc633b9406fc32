namespace Workbench.Data.SupportConversations;

/// <summary>Polite, matter-of-fact replies: information and options, no warmth.</summary>
internal static class NeutralReplies
{
    internal static ReplyGrammar Grammar { get; } = new(
        Openings:
        [
            "I see.",
            "Okay, (noted|understood).",
            "Thanks for the (message|details).",
            "I have read your message.",
            "That is a common (situation|question).",
            "This happens to (many|some) people.",
            "There are (several|different) ways to handle this.",
            "It depends on (the details|the situation).",
            "This is some (general|basic) information.",
        ],
        Topics:
        [
            "Information about {your} can be found (online|in a guide).",
            "The situation with {your} may change over time.",
            "You could (write down|make a list of) the facts about {your}.",
            "{an} can (be|seem) complicated at times.",
            "You can decide about {your} (later|next week).",
            "The (options|next steps) with {your} depend on the situation.",
            "A (plan|list) can help with {your}.",
            "You asked about {your}.",
            "It is not clear yet what will happen with {your}.",
            "(An advisor|A counselor) can answer questions about {your}.",
        ],
        Closings:
        [
            "There is no hurry to decide.",
            "Other options (exist|are possible) as well.",
            "More details would (be useful|help).",
            "Let me know (if you have more questions|what you decide).",
            "The answer can take (some time|a few days).",
            "It is also possible to wait (a few days|and see).",
            "Opinions differ from person to person.",
            "You may want to (keep notes|read more).",
            "How long has this been going on?",
        ]);
}
