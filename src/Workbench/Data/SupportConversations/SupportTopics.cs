using System.Collections.Immutable;

namespace Workbench.Data.SupportConversations;

/// <summary>The topics of the generated conversations: fourteen seen and four held out.</summary>
public static class SupportTopics
{
    /// <summary>Every topic.</summary>
    public static ImmutableArray<SupportTopic> All { get; } =
    [
        Seen("exam", "anxious ashamed stuck overwhelmed worried tired helpless embarrassed",
            (new("exam"), ["I failed the exam this morning", "I have an exam in two days", "I ran out of time in the exam"]),
            (new("grades", GrammaticalNumber.Plural), ["my grades dropped again this year", "my grades are not good enough", "I hide my grades from everyone at home"])),
        Seen("breakup", "sad lonely hurt lost angry guilty confused tired",
            (new("breakup"), ["the breakup happened two weeks ago", "I'm not over the breakup yet", "I had to tell everyone about the breakup"]),
            (new("relationship"), ["my relationship ended over the phone", "my relationship feels cold lately", "I'm losing myself in my relationship"])),
        Seen("work", "anxious ashamed angry tired stuck overwhelmed worried helpless",
            (new("job"), ["I lost my job last week", "I hate my job more every day", "I might lose my job soon"]),
            (new("shifts", GrammaticalNumber.Plural), ["my shifts keep getting longer", "I work double shifts every week", "they changed my shifts again"])),
        Seen("home", "sad lonely lost stuck worried tired angry helpless",
            (new("apartment"), ["I moved into an apartment far from home", "my new apartment feels cold and empty", "I can't find an apartment in this city"]),
            (new("neighbors", GrammaticalNumber.Plural), ["my neighbors shout at each other all night", "my neighbors complain about every sound", "I don't know any of my neighbors"])),
        Seen("sleep", "anxious tired scared stuck overwhelmed worried helpless lost",
            (new("sleep", GrammaticalNumber.Mass), ["my sleep has been bad for weeks", "I lose sleep over small mistakes", "I get no sleep before work"]),
            (new("nightmares", GrammaticalNumber.Plural), ["my nightmares came back this week", "I wake up from nightmares every night", "my nightmares are getting worse"])),
        Seen("money", "anxious ashamed scared stuck overwhelmed worried helpless embarrassed",
            (new("rent", GrammaticalNumber.Mass), ["I can't pay the rent this month", "my rent went up again", "I'm two months behind on rent"]),
            (new("bills", GrammaticalNumber.Plural), ["the bills keep coming", "I stopped opening my bills", "I can't pay all the bills alone"])),
        Seen("family", "sad guilty angry hurt ashamed confused lonely helpless",
            (new("argument"), ["I had an argument with my brother", "the argument with my sister got loud", "I said cruel things in an argument"]),
            (new("parents", GrammaticalNumber.Plural), ["my parents want to control my life", "my parents are splitting up", "my parents don't speak to me anymore"])),
        Seen("friends", "sad lonely hurt angry lost confused guilty embarrassed",
            (new("friendship"), ["a long friendship just ended", "my oldest friendship is falling apart", "I ruined a friendship with one joke"]),
            (new("friends", GrammaticalNumber.Plural), ["my friends stopped inviting me", "my friends talk behind my back", "I have no friends at this school"])),
        Seen("grief", "sad lonely guilty angry tired lost overwhelmed confused",
            (new("grief", GrammaticalNumber.Mass), ["my grief comes back every night", "I hide my grief at work", "my grief is as heavy as it was last year"]),
            (new("funeral", Determiner: Determiner.Definite), ["the funeral was on Monday", "I couldn't cry at the funeral", "I missed the funeral because of work"])),
        Seen("pet", "sad lonely guilty lost hurt worried helpless angry",
            (new("dog", Determiner: Determiner.Possessive), ["my dog died on Sunday", "I had to give my dog away", "my dog is old and very sick"]),
            (new("cat", Determiner: Determiner.Possessive), ["my cat ran away last week", "I said goodbye to my cat today", "my cat was hit by a car"])),
        Seen("speech", "anxious ashamed scared worried embarrassed stuck overwhelmed helpless",
            (new("speech"), ["I have to give a speech at work", "I froze in the middle of my speech", "my voice shook during the whole speech"]),
            (new("presentation"), ["my presentation was a disaster", "I forgot every word of my presentation", "they laughed at me during my presentation"])),
        Seen("roommate", "lonely angry hurt stuck worried tired confused helpless",
            (new("roommate", Determiner: Determiner.Possessive), ["my roommate never talks to me", "my roommate moved out without a word", "I fight with my roommate every day"]),
            (new("lease"), ["my lease ends next week", "I broke my lease by mistake", "they want to end my lease early"])),
        Seen("baby", "guilty tired overwhelmed worried helpless ashamed lonely scared",
            (new("baby", Determiner: Determiner.Possessive), ["my baby cries all night", "I don't feel close to my baby", "I'm alone with my baby all day"]),
            (new("twins", GrammaticalNumber.Plural, Determiner.Possessive), ["my twins are never quiet", "my twins wake up every hour", "I yelled at my twins this morning"])),
        Seen("illness", "scared lonely tired worried helpless angry sad overwhelmed",
            (new("illness"), ["my illness is getting worse", "I hide my illness at work", "I live with an illness nobody can see"]),
            (new("surgery", GrammaticalNumber.Mass), ["I need surgery next month", "my surgery was moved again", "I'm not healing well after surgery"])),
        HeldOut("injury", "sad angry stuck worried helpless lost tired scared",
            (new("injury"), ["my injury is not getting better", "I had to stop running after an injury", "an injury ended my season early"]),
            (new("knee", Determiner: Determiner.Possessive), ["my knee hurts with every step", "I hurt my knee last week", "my knee will never be the same"])),
        HeldOut("interview", "anxious ashamed embarrassed worried stuck lost scared helpless",
            (new("interview"), ["I went blank in the interview", "I have an interview in two days", "the interview ended after five minutes"]),
            (new("application"), ["they rejected my application again", "I made a mistake in my application", "nobody answered my application"])),
        HeldOut("thesis", "anxious ashamed stuck overwhelmed tired worried lost guilty",
            (new("thesis"), ["my thesis is going nowhere", "I have to start my thesis again", "my teacher hates my thesis"]),
            (new("deadline"), ["I missed the deadline by a day", "my deadline is in one week", "I can't make the deadline"])),
        HeldOut("wedding", "sad anxious angry hurt overwhelmed worried embarrassed confused",
            (new("wedding"), ["my wedding had to be called off", "I can't pay for my wedding", "my sister ruined my wedding"]),
            (new("guests", GrammaticalNumber.Plural), ["my guests had an awful time", "half of my guests stayed at home", "my guests complain about everything"])),
    ];

    /// <summary>The topics of every stage.</summary>
    public static ImmutableArray<SupportTopic> SeenTopics { get; } = [.. All.Where(t => !t.HeldOut)];

    /// <summary>The topics that only pre-training and the test see.</summary>
    public static ImmutableArray<SupportTopic> HeldOutTopics { get; } = [.. All.Where(t => t.HeldOut)];

    private static SupportTopic Seen(string name, string feelings, params ReadOnlySpan<(Noun Noun, string[] Clauses)> events) =>
        Create(name, false, feelings, events);

    private static SupportTopic HeldOut(string name, string feelings, params ReadOnlySpan<(Noun Noun, string[] Clauses)> events) =>
        Create(name, true, feelings, events);

    private static SupportTopic Create(string name, bool heldOut, string feelings, ReadOnlySpan<(Noun Noun, string[] Clauses)> events)
    {
        var all = ImmutableArray.CreateBuilder<SupportEvent>();
        foreach (var (noun, clauses) in events)
        {
            all.AddRange(clauses.Select(clause => new SupportEvent(noun, clause)));
        }

        return new(name, heldOut, [.. feelings.Split(' ')], all.ToImmutable());
    }
}
