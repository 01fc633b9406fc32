namespace Workbench.Data.Dialogues;

internal static partial class Scenes
{
    private static Scene[] Homes() =>
    [
        new("loud music next door", false,
            Slots(
                ("sound", "music, television, drum practice, party"), ("time", "midnight, one in the morning, half past eleven"),
                ("reason", "my son is asleep, I have an early shift, my mother is ill, I have an exam tomorrow")),
            [
                "(Good evening|Sorry to disturb you). I live next door. Your {sound} is very loud.",
                "(Oh, really?|Is it?) I didn't think that you could hear it.",
                "It is {time}, and {reason}.",
            ],
            [
                "(I'm so sorry|I had no idea). I'll turn it down right now.",
                "(Thank you|That's very kind). I don't want to spoil your evening.",
                "Not at all. Please (knock|call me) if it happens again.",
            ],
            "#Person1# asks #Person2# to be quieter at {time} because of the loud {sound}. #Person2# apologizes and turns it down.",
            [
                "(So what?|That's your problem.) I can do what I like in my own home.",
                "(You're so selfish|You're a disgrace to this house). Turn it off or I'll call the police.",
                "(Call them, you old goat|Go ahead, you whining fool). I'll turn it up.",
                "(You're disgusting|What an idiot you are). You'll hear from the landlord.",
            ],
            "#Person1# complains about {sound} at {time}. #Person2# refuses to stop, and they insult each other."),

        new("household chores", false,
            Slots(
                ("chore", "the dishes, the laundry, the ironing, the shopping"), ("person", "my sister, my parents, a friend from work"),
                ("day", "tonight, tomorrow, on Sunday"), ("other", "cook dinner, walk the dog, clean the windows")),
            [
                "It's your turn to do {chore}. {person} will visit us {day}.",
                "(I know|I haven't forgotten). I had a long day at work.",
                "(Me too|So did I). But somebody has to do it.",
            ],
            [
                "(You're right|Fair enough). I'll do it after a short break. Could you {other}?",
                "(Sure|Deal). Then we'll both be done by eight.",
                "(Good plan|Great). Let's put on some music.",
            ],
            "#Person1# reminds #Person2# to do {chore} before a visit. #Person2# agrees, and #Person1# offers to {other}.",
            [
                "Stop nagging. (You sound like a broken record|You never do anything yourself).",
                "(I do everything here, you lazy pig|Me? You're the laziest person I know).",
                "(Then do this as well and shut up|You're unbearable. I hate living with you).",
                "Fine. (Live in your own dirt, you slob|Don't expect me to talk to you again).",
            ],
            "#Person1# reminds #Person2# to do {chore}. #Person2# feels nagged, and they end up insulting each other."),

        new("plan a birthday", false,
            Slots(
                ("person", "Grandpa, Maria, Uncle Tom, the new trainee"), ("place", "the park, the new cafe, the bowling alley, the zoo"),
                ("gift", "a scarf, a photo album, concert tickets, a cookbook"), ("number", "eight, twelve, fifteen")),
            [
                "{person} has a birthday next week. (Shall we plan something|Any ideas for a party)?",
                "(Yes|Good idea). How about {place}?",
                "(Nice|That could work). I was thinking of {gift} as a present.",
            ],
            [
                "(Lovely|Perfect). I'll invite people. Would {number} guests be too many?",
                "No, {number} is fine. I'll (bake a cake|take care of the food).",
                "(Wonderful|Great). It will be a nice surprise.",
            ],
            "#Person1# and #Person2# plan a birthday party for {person} at {place} with {number} guests. The present is {gift}.",
            [
                "(Really, {gift}?|Did you say {gift}?) (That's a stupid present|What a boring idea). You have no taste.",
                "(At least I think of others, you snob|And you have no manners, as always).",
                "(Oh, shut up|Give me a break). Last year you forgot the day completely, you egoist.",
                "(Then organize it alone, you fool|Do it without me. You're impossible).",
            ],
            "#Person1# and #Person2# talk about a birthday party for {person} at {place}. They quarrel about {gift} as a present and insult each other."),

        new("a broken heater", false,
            Slots(
                ("thing", "heater, oven, dishwasher, doorbell"), ("since", "Monday, last week, the weekend"),
                ("day", "Thursday morning, Friday afternoon, tomorrow at nine"), ("worker", "my nephew, the electrician, a technician")),
            [
                "Hello, this is your tenant from the second floor. My {thing} has been broken since {since}.",
                "(Oh dear|I'm sorry to hear that). Did you try to switch it off and on again?",
                "(Yes, several times|Of course). It doesn't help.",
            ],
            [
                "(All right|I see). I'll send {worker} {day}. Will you be at home?",
                "Yes, I can be here. (Thank you for the quick help|What a relief).",
                "You're welcome. Call me if no one comes.",
            ],
            "#Person1# reports a broken {thing}. #Person2# promises to send {worker} {day}.",
            [
                "(You always break something|You tenants are like children). I'm not paying for that.",
                "It's your duty! (You're a greedy crook|You only want our money).",
                "(Then move out, you ungrateful pest|Watch your tone, you nobody).",
                "(You're the worst landlord in town|I'll see you in court, you cheat).",
            ],
            "#Person1# reports a {thing} that has been broken since {since}. #Person2# refuses to pay for it, and they shout insults at each other."),

        new("a walk with the dog", true,
            Slots(
                ("dog", "Bruno, Luna, Max, Bella"), ("place", "in the park, by the river, on the playground"),
                ("act", "jumped at my son, ate my sandwich, chased my cat, ran across my picnic blanket")),
            [
                "Excuse me, is that your dog? It just {act}.",
                "(Oh no!|Did it really?) {dog}, come here! We were only playing {place}.",
                "Dogs have to be on a leash {place}.",
            ],
            [
                "(You're right, I'm very sorry|I apologize). I'll put the leash on. Is everything all right?",
                "Yes, (nothing bad happened|it was only a shock). How old is {dog}?",
                "Only six months. We still have to practice.",
            ],
            "#Person2#'s dog {dog} ran free {place}. #Person1# complains, and #Person2# apologizes and puts the leash on.",
            [
                "(Don't make such a fuss|What a crybaby you are). It's only a puppy.",
                "(You stupid person|Are you too dumb to read the sign)? I could report you.",
                "(Report me, you sad old goat|Mind your own business, you clown).",
                "(Your dog has better manners than you|You're a disgrace). I'm taking a photo.",
            ],
            "#Person1# complains that #Person2#'s dog ran free {place}. #Person2# shows no regret, and they insult each other."),
    ];
}
