using System.Collections.Immutable;
using Workbench.Text;

namespace Workbench.Data.SupportConversations;

/// <summary>
/// The messages: an optional greeting, what happened with an optional circumstance, a feeling, an optional question.
/// One in five puts the feeling first. At most <see cref="MaximumWords"/> words.
/// </summary>
public static class MessageGrammar
{
    /// <summary>No message is longer.</summary>
    public const int MaximumWords = 26;

    private static readonly ImmutableArray<string> Greetings =
        ["Hi,", "Hello,", "Hey,", "Hi there,", "Sorry to bother you, but", "I don't know who to tell, but"];

    private static readonly ImmutableArray<string> Circumstances =
    [
        "and I haven't told anyone", "and I can't stop thinking about it", "and nobody seems to notice", "and I don't know what comes next",
        "and I keep blaming myself", "and everyone else seems fine", "and I have nobody to talk to", "and it never gets easier",
        "and I act like everything is okay", "and I can't focus on anything",
    ];

    private static readonly ImmutableArray<string> FeelingSentences =
    [
        "I feel really {feeling}.", "I feel so {feeling}.", "I feel very {feeling}.", "I feel {feeling} all the time.",
        "It makes me feel {feeling}.", "Most days I feel {feeling}.", "I've been feeling {feeling} for weeks.",
        "Right now I just feel {feeling}.", "Deep down I feel {feeling}.",
    ];

    private static readonly ImmutableArray<string> Questions =
    [
        "What should I do?", "Does it get better?", "How do I deal with this?", "Is it normal to feel like this?", "Am I overreacting?",
        "How do people get through this?", "Where do I even start?", "Can you help me?", "Is this my fault?",
    ];

    /// <summary>Draws a message about a topic.</summary>
    /// <param name="random">The source.</param>
    /// <param name="topic">What it is about.</param>
    internal static SupportMessage Draw(SeededRandom random, SupportTopic topic)
    {
        while (true)
        {
            var happening = random.Pick(topic.Events);
            var feelingSentence = random.Pick(FeelingSentences).Replace(
                "{feeling}", random.Pick(topic.Feelings), StringComparison.Ordinal);
            var greeting = random.Chance(0.4) ? random.Pick(Greetings) + " " : "";
            var circumstance = random.Chance(0.45) ? ", " + random.Pick(Circumstances) : "";
            var question = random.Chance(0.6) ? " " + random.Pick(Questions) : "";
            var feelingFirst = random.Chance(0.2) && !feelingSentence.StartsWith("It ", StringComparison.Ordinal);
            var text = feelingFirst
                ? Sentence(greeting + Uncapitalise(feelingSentence)) + " " + Sentence(happening.Clause + circumstance + ".") + question
                : Sentence(greeting + happening.Clause + circumstance + ".") + " " + feelingSentence + question;
            if (Words.Count(text) <= MaximumWords)
            {
                return new(text, topic, happening.Noun, $"{happening.Clause}|{feelingSentence}");
            }
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Uncapitalise(string sentence) =>
        sentence.StartsWith("I ", StringComparison.Ordinal) || sentence.StartsWith("I'", StringComparison.Ordinal)
            ? sentence
            : char.ToLowerInvariant(sentence[0]) + sentence[1..];
}

/// <summary>A drawn message with what its reply needs to know.</summary>
/// <param name="Text">The message.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Noun">The noun that the message contains.</param>
/// <param name="Core">What happened and the feeling sentence: messages with the same core always share a split.</param>
internal sealed record SupportMessage(string Text, SupportTopic Topic, Noun Noun, string Core);
