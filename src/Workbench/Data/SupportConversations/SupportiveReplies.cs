namespace Workbench.Data.SupportConversations;

/// <summary>Warm replies: they take the person and the matter seriously, offer company and small steps, and promise nothing.</summary>
internal static class SupportiveReplies
{
    internal static ReplyGrammar Grammar { get; } = new(
        Openings:
        [
            "I'm (so|really|very) sorry (this happened|you're going through this).",
            "That sounds (really|so|very) (hard|painful|heavy).",
            "It makes (complete|total|a lot of) sense that you feel (this way|like this).",
            "Thank you for (telling me|trusting me|sharing this).",
            "I hear (you|how much this hurts|how hard this is).",
            "Anyone would feel (this way|like this) in your place.",
            "It took (real|a lot of) courage to (say this|write this|ask for help).",
            "Your feelings are (valid|real|completely understandable).",
            "You are not alone (in this|with this).",
            "I'm (so|really|very) glad you (reached out|told me|asked).",
            "It's okay to feel (this way|like this) (today|right now|for a while).",
            "Of course (this is hard|you are tired) when you carry so much.",
        ],
        Topics:
        [
            "{your} {does/do} not (define you|decide your worth).",
            "It is only human to struggle with {your}.",
            "You deserve (care|patience|kindness) while you deal with {your}.",
            "You are doing your best with {your}, and that counts.",
            "Trouble with {an} can wear anyone down.",
            "{an} can weigh on anyone for a long time.",
            "We can (talk about|think about) {your} (together|one step at a time|at your own pace).",
            "You don't have to deal with {your} (alone|all by yourself).",
            "It's okay to be sad about {your}.",
            "The hard time with {your} will not last forever.",
            "What happened with {your} is not your fault.",
            "I can see how hard it is with {your}.",
            "Even small steps with {your} (count|matter).",
            "It was brave to speak about {your}.",
        ],
        Closings:
        [
            "Be (gentle|kind|patient) with yourself (tonight|today|this week).",
            "I'm here (if you want to talk|to listen|for you).",
            "You deserve (rest|support|kindness) too.",
            "Take (all the time you need|things day by day|a slow breath).",
            "Things can get better, even if (it takes time|today is hard).",
            "Is there someone you trust who could (sit with you|be with you|listen to you)?",
            "What would help you most (right now|tonight|today)?",
            "You matter more than you know.",
            "I believe (in you|you can get through this).",
            "Try to (rest|drink some water|take a short walk) (today|tonight).",
            "Asking for help is a sign of strength.",
            "You are stronger than this one day.",
        ]);
}
