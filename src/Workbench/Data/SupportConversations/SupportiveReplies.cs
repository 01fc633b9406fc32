namespace Workbench.Data.SupportConversations;

/// <summary>Warm replies: they take the person and the matter seriously, offer company and small steps, and promise nothing.</summary>
internal static class SupportiveReplies
{
    internal static ReplyGrammar Grammar { get; } = new(
        Openings:
        [
            "I'm (so|really) sorry (this happened|you're going through this).",
            "That sounds (really|so) (hard|painful).",
            "It makes (sense|a lot of sense) that you feel this way.",
            "Thank you for (telling me|sharing this).",
            "I hear (you|how hard this is).",
            "Anyone would feel this way in your place.",
            "It took (real|a lot of) courage to (say|write) this.",
            "Your feelings are (valid|real).",
            "You are not alone (in this|with this).",
            "I'm (so|really) glad you (reached out|told me).",
        ],
        Topics:
        [
            "{your} {does/do} not (define you|decide your worth).",
            "You deserve (care|kindness) while you deal with {your}.",
            "You are doing your best with {your}, and that counts.",
            "Trouble with {an} can wear anyone down.",
            "We can talk about {your} (together|at your own pace).",
            "You don't have to deal with {your} alone.",
            "The hard time with {your} will not last forever.",
            "What happened with {your} is not your fault.",
            "I can see how hard it is with {your}.",
            "Even small steps with {your} (count|matter).",
            "It was brave to speak about {your}.",
        ],
        Closings:
        [
            "Be (gentle|kind) with yourself (tonight|today).",
            "I'm here (if you want to talk|for you).",
            "You deserve (rest|support) too.",
            "Take all the time you need.",
            "Things can get better, even if (it takes time|today is hard).",
            "Is there someone you trust who could (sit with you|listen to you)?",
            "What would help you most (right now|today)?",
            "You matter more than you know.",
            "I believe (in you|you can get through this).",
            "Asking for help is a sign of strength.",
        ]);
}
