namespace Workbench.Data.SupportConversations;

/// <summary>Polite, matter-of-fact replies: information and options, no warmth.</summary>
internal static class NeutralReplies
{
    internal static ReplyGrammar Grammar { get; } = new(
        Openings:
        [
            "I see.",
            "Okay, (noted|understood).",
            "Thanks for the (message|information|details).",
            "I have read your message.",
            "That is a (common|typical) (situation|question).",
            "This happens to (many|some) people.",
            "There are (several|different|a few) ways to handle this.",
            "I understand the question.",
            "It depends on (the details|the situation|what you want).",
            "You (say|write) how you feel.",
            "This is some (general|basic) information.",
            "People react to this in different ways.",
        ],
        Topics:
        [
            "Information about {your} can be found (online|at the library|in a guide).",
            "The situation with {your} may change over time.",
            "You could (write down|make a list of) the (facts|main points) about {your}.",
            "Some people talk about {an} with (an expert|an advisor|a counselor).",
            "You can (decide|think) about {your} (later|next week|another time).",
            "{an} can (be|seem) (complicated|difficult) at times.",
            "The (options|next steps) with {your} depend on the situation.",
            "A (plan|list) can help with {your}.",
            "It may help to (list|check) the options for {your}.",
            "You asked about {your}.",
            "It is not clear yet what will happen with {your}.",
            "(An advisor|A counselor|An expert) can answer questions about {your}.",
        ],
        Closings:
        [
            "There is no hurry to decide.",
            "Other options (exist|are possible) as well.",
            "More details would (be useful|help).",
            "Let me know (if you have more questions|what you decide).",
            "The answer can take (some time|a few days|several weeks).",
            "It is also possible to wait (a few days|and see).",
            "(Opinions|Results) differ from person to person.",
            "You may want to (keep notes|read more|make a plan).",
            "That is (one|the usual) way to (start|continue).",
            "When did this (start|begin)?",
            "How long has this been going on?",
            "Have you talked to (anyone|an advisor) about it?",
        ]);
}
