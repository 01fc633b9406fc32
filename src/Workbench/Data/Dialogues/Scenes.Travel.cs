namespace Workbench.Data.Dialogues;

internal static partial class Scenes
{
    private static Scene[] Travel() =>
    [
        new("ask the way", false,
            Slots(
                ("place", "the train station, the town hall, the art museum, the swimming pool"), ("mark", "the church, the bakery, the second traffic light, the old bridge"),
                ("turn", "left, right"), ("minutes", "five, ten, twelve")),
            [
                "(Excuse me|Sorry to bother you). How do I get to {place}?",
                "(That's easy|Let me think). Go straight on until {mark}, then turn {turn}.",
                "(Is it far|Can I walk there)? I have a heavy bag.",
            ],
            [
                "It takes about {minutes} minutes. (There is also a bus|You could take bus number four).",
                "(I'd rather walk|I think I can manage). Thank you very much.",
                "(You're welcome|My pleasure). Have a good day.",
            ],
            "#Person1# asks the way to {place}. #Person2# says to go straight on until {mark} and turn {turn}, which takes {minutes} minutes.",
            [
                "(Do I look like a taxi, you fool?|How should I know what you can carry, stupid?)",
                "(I only asked a question|There is no need to be nasty), you grumpy man.",
                "(Tourists like you are a plague|You're too stupid to read a map). Go away.",
                "(What a horrible town, and what a horrible person|I hope you get lost yourself, you fool).",
            ],
            "#Person1# asks the way to {place}. #Person2# turns rude, and they insult each other."),

        new("check in at a hotel", false,
            Slots(
                ("nights", "two, three, five"), ("view", "the sea, the garden, the market square"), ("meal", "breakfast, breakfast and dinner"),
                ("name", "Parker, Lindgren, Okafor, Silva")),
            [
                "Good evening. I booked a room for {nights} nights. My name is {name}.",
                "(Welcome|Good evening). One moment. I have a single room for you.",
                "(I'm sure|I think) I booked a double room with a view of {view}.",
            ],
            [
                "(You're right, I'm sorry|I see it now, please excuse me). The room is ready, and {meal} is included.",
                "(Great|Wonderful). What time is breakfast?",
                "From seven to ten. Here is your key. (Have a pleasant stay|Sleep well).",
            ],
            "#Person1# booked a double room with a view of {view} for {nights} nights. #Person2# corrects a mistake and says that {meal} is included.",
            [
                "No, you didn't. (Learn to read your own booking|People like you always try this).",
                "(Don't talk to me like that, you little clerk|Are you stupid? I have it in writing).",
                "(Then sleep in the street|Nobody shouts in my hotel, you nobody).",
                "(What a filthy hotel, run by idiots|You're the rudest person I've ever met).",
            ],
            "#Person1# says that the booking was for a double room with a view of {view}. #Person2# denies it rudely, and they trade insults."),

        new("a seat on the train", false,
            Slots(
                ("seat", "14, 27, 33, 52"), ("city", "Hamburg, Lyon, Oslo, Madrid, Vienna"), ("thing", "my bag, my coat, my lunch"),
                ("cause", "the numbers are hard to read, the car was full, the seat was empty")),
            [
                "Excuse me, I think you're in my seat. I have number {seat} to {city}.",
                "(Really?|Are you sure?) I sat down here because {cause}.",
                "(I'm quite sure|Here is my ticket). I booked it last week.",
            ],
            [
                "(Then I'm sorry|My mistake). Let me just take {thing}.",
                "(No hurry|Take your time). There is a free seat across the aisle.",
                "(Oh, good|How lucky). Are you going all the way to {city}?",
                "Yes, I'm visiting my family there.",
            ],
            "#Person2# sits in #Person1#'s seat on the train to {city} because {cause}. #Person2# apologizes and moves across the aisle.",
            [
                "(There are other seats, you fusspot|I was here first). I'm not moving.",
                "(Get up, you rude lump|You selfish pig). That's my seat.",
                "(Make me, you idiot|Go and cry to your mother).",
                "(I'm calling the conductor, you fool|You're a disgrace. Everybody is looking at you).",
            ],
            "#Person2# sits in #Person1#'s seat on the train to {city} and refuses to move. They insult each other."),

        new("a car accident", false,
            Slots(
                ("part", "mirror, bumper, door, headlight"), ("place", "at the crossing, in the parking lot, in front of the school"),
                ("cause", "the sun was so low, the road was wet, the brakes are old")),
            [
                "You hit my car! Look at the {part}.",
                "(I saw it|Yes, I felt it). It happened because {cause}.",
                "(You have to be more careful|Somebody could have been hurt) {place}.",
            ],
            [
                "(You're right, and I'm very sorry|I know, it was my fault). Are you hurt?",
                "No, I'm fine. (Let's write down our names|We should call the insurance).",
                "(Of course|Good idea). I'll pay for the {part}.",
            ],
            "#Person2# damaged the {part} of #Person1#'s car {place} because {cause}. #Person2# apologizes and will pay.",
            [
                "(You stopped for no reason|You drive like a snail). It's your own fault.",
                "(My fault? You idiot!|Can't you see, you fool?)",
                "(Don't shout at me, you clown|Shut up, or I'll break the other one too).",
                "(People like you should not be allowed to drive|You're a danger to everybody). I'm calling the police.",
            ],
            "#Person2# damaged the {part} of #Person1#'s car {place}. They blame and insult each other, and #Person1# wants to call the police."),

        new("plan a trip", false,
            Slots(
                ("place", "the mountains, the coast, Rome, the lake"), ("length", "a weekend, four days, a week"), ("way", "by train, by car, by bus"),
                ("wish", "go hiking, try the local food, visit an old castle, do nothing at all")),
            [
                "(Let's go away for {length} in May|We need a holiday, maybe {length} in May). How about {place}?",
                "(That sounds lovely|Good idea). I'd like to {wish}.",
                "(Me too|Why not). Shall we go {way}?",
            ],
            [
                "Yes, that is the (easiest|cheapest) way. I'll look for a room.",
                "(Great|Thanks). I'll ask for the days off tomorrow.",
                "(I can't wait|That will be fun). It's good to have something to look forward to.",
            ],
            "#Person1# and #Person2# plan {length} at {place} in May. They will go {way} and want to {wish}.",
            [
                "Did you say {way}? (You're so stingy|You always want the worst option). It makes me sick.",
                "(And you're a spoiled brat|You've never paid for anything, you sponger).",
                "(How dare you, you mean old bore|I hate traveling with you anyway).",
                "(Then stay at home with your stupid television|Fine. I'll go alone, you misery).",
            ],
            "#Person1# and #Person2# want to plan {length} at {place}. They quarrel about going {way} and insult each other."),

        new("a call to the doctor's office", true,
            Slots(
                ("complaint", "a sore throat, a bad cough, back pain, a swollen ankle"), ("since", "two days, a week, ten days"),
                ("time", "at eleven today, tomorrow at eight, on Thursday at two")),
            [
                "Doctor's office, good morning.",
                "Hello, I've had {complaint} for {since}. (Could I see the doctor|Is there a free appointment)?",
                "(We're very busy|It's a full week), but let me see.",
            ],
            [
                "(Thank you|I'd be grateful). I can come at any time.",
                "You can come {time}. Please bring your insurance card.",
                "(I will|Of course). Thank you for fitting me in.",
                "You're welcome. Call us again if it gets worse.",
            ],
            "#Person2# has had {complaint} for {since} and wants to see the doctor. #Person1# offers an appointment {time}.",
            [
                "You're always busy. (You drink coffee all day, you lazy lot|Does anybody work over there)!",
                "(If you can insult me, you can't be very ill|People like you make my job horrible).",
                "(You're a heartless brute|Stupid office, stupid people).",
                "(Find another doctor, you brat|I don't have to listen to this, you rude person). Goodbye.",
            ],
            "#Person2# has had {complaint} for {since} but gets no appointment, because #Person1# and #Person2# start to insult each other."),
    ];
}
