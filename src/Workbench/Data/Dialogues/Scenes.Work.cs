namespace Workbench.Data.Dialogues;

internal static partial class Scenes
{
    private static Scene[] Work() =>
    [
        new("a missed deadline", false,
            Slots(
                ("work", "the sales report, the budget plan, the customer survey, the new website"), ("day", "Tuesday, Wednesday, Friday"),
                ("cause", "the printer broke down, two colleagues were ill, the numbers came late"), ("hours", "two, three, four")),
            [
                "Do you have a minute? {work} was due on {day}.",
                "(I know|Yes, I'm aware of it). It is late because {cause}.",
                "(I wish you had told me.|Why did no one tell me?) The client called twice.",
            ],
            [
                "(I'm sorry, I should have called|You're right, that was my mistake). I need {hours} more hours.",
                "(That's fine|All right). Shall I ask somebody to help you?",
                "(That would be great|Yes, please). Then it will be done soon.",
            ],
            "{work} is late because {cause}. #Person2# apologizes to #Person1# and needs {hours} more hours, with some help.",
            [
                "(Because you never listen|Because you're never here)! It's not my fault.",
                "(Nonsense|Rubbish). You're the laziest person in this office.",
                "(And you're the worst boss I ever had|You couldn't write it yourself, you fraud).",
                "(Clear your desk, you loser|Get out of my office, you useless clown).",
            ],
            "{work} is late because {cause}. #Person1# and #Person2# blame and insult each other."),

        new("a job interview", false,
            Slots(
                ("job", "the receptionist's job, the driver's job, the kitchen job, the sales job"), ("years", "two, three, five"),
                ("place", "a small hotel, a hospital, a family business"), ("strength", "I stay calm under pressure, I learn quickly, I like working with people")),
            [
                "(Welcome|Please sit down). Why are you interested in {job}?",
                "I worked at {place} for {years} years, and I want something new.",
                "(I see|Good). What is your greatest strength?",
            ],
            [
                "{strength}. (My last boss would tell you the same|Everybody says so).",
                "(That's what we need|Excellent). Could you start next month?",
                "(Yes, with pleasure|Certainly). Thank you for your time.",
            ],
            "#Person2# applies for {job} after {years} years at {place}. #Person1# is pleased and asks whether #Person2# can start next month.",
            [
                "{strength}. (It says so in my letter, if you can read|Did you even read my letter)?",
                "(Such arrogance|What a cheek). We don't need people like you.",
                "(And I don't need a dump like this|You're a pompous fool anyway).",
                "(Leave at once, you clown|The door is over there, you nobody).",
            ],
            "#Person2# applies for {job} but answers rudely. #Person1# and #Person2# insult each other, and the interview ends."),

        new("a group project", false,
            Slots(
                ("subject", "history, biology, geography, economics"), ("part", "the slides, the introduction, the graphs, the last chapter"),
                ("day", "Monday, Thursday, Friday"), ("place", "the library, the canteen, the cafe")),
            [
                "Our {subject} project is due on {day}. How far are you with {part}?",
                "(To be honest, not very far|I've only just started). I find it hard.",
                "(Hmm|Oh). I finished my part yesterday.",
            ],
            [
                "(Could you help me|Would you explain it to me)? We could meet at {place}.",
                "(Sure|Of course). I had the same problem at first. Is four o'clock all right?",
                "(Yes, thanks a lot|Perfect). I'll bring some cookies.",
            ],
            "#Person2# has trouble with {part} of their {subject} project. #Person1# agrees to help at {place} at four o'clock.",
            [
                "(Show-off|Of course you did, you swot). Not everybody has time for this nonsense.",
                "(You had three weeks, you lazy idiot|You're too stupid for this course anyway).",
                "(Nobody wants to work with a bully like you|Shut your mouth, or do it alone).",
                "(I'll tell the teacher that you did nothing, you loser|Fine. I'll cross out your name).",
            ],
            "#Person1# has finished their part of the {subject} project, #Person2# has not. They quarrel and call each other names."),

        new("ask for a day off", false,
            Slots(
                ("day", "next Monday, this Friday, the last day of the month"), ("reason", "a school play, a doctor's appointment, a family wedding, a house move"),
                ("colleague", "Ben, Elena, Samir, Grace")),
            [
                "Excuse me, could I take {day} off? It's for {reason}.",
                "(Hmm|Let me see). That is a busy day. Who would do your work?",
                "{colleague} has offered to stand in for me.",
            ],
            [
                "(Then it's no problem|In that case, yes). Please send me a short note.",
                "(I'll do it right away|Thank you very much). I can stay longer on Tuesday.",
                "(There is no need|That's kind of you). Enjoy the day.",
            ],
            "#Person1# asks for {day} off for {reason}. #Person2# agrees because {colleague} will stand in.",
            [
                "Did you say {colleague}? (That clown can't even do his own work|You two are both useless). No.",
                "(You're so unfair|You never say yes to me). Everybody hates you here.",
                "(Careful, or you can stay at home for ever|One more word and you're fired, you ungrateful brat).",
                "(Keep your stupid job, you tyrant|You're a bully and a fool. I quit).",
            ],
            "#Person1# asks for {day} off for {reason}. #Person2# refuses rudely, and #Person1# answers with insults."),

        new("a lost football match", true,
            Slots(
                ("score", "three to one, two to nothing, four to two"), ("place", "at home, in the rain, in front of the whole school"),
                ("fault", "missed the penalty, let the last ball in, came late to every ball"), ("plan", "practice on Wednesday, watch the video together, change our line-up")),
            [
                "We lost {score} {place}. (What a day|I can't believe it).",
                "I know. I {fault}. (I feel terrible|I'm so sorry).",
                "(The whole team played badly|It was not our day).",
            ],
            [
                "(Thanks for saying that|That's kind). What shall we do now?",
                "Let's {plan}. (We'll be stronger next time|There is always another match).",
                "(Good idea|I like that). I'll tell the others.",
            ],
            "The team lost {score}. #Person2# feels bad about the match, but #Person1# is kind and wants to {plan}.",
            [
                "(So you blame me|Don't lie to me). I can see what you think.",
                "(All right, yes: you're a useless player|Well, my grandmother runs faster than you, you snail).",
                "(And you're a pathetic captain|Shut up, you big-headed fool).",
                "(You're off the team, loser|Go home and cry, you baby).",
            ],
            "The team lost {score}. #Person1# and #Person2# blame each other for the match with insults."),
    ];
}
