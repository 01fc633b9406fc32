namespace Workbench.Data.Dialogues;

internal static partial class Scenes
{
    private static Scene[] Shops() =>
    [
        new("return a purchase", false,
            Slots(
                ("item", "kettle, toaster, radio, hair dryer, desk lamp"), ("when", "on Friday, on Monday, two days ago, last week"),
                ("fault", "it does not switch on, it smells of smoke, the cable is loose, it stopped working after an hour"),
                ("choice", "a new one, the money back")),
            [
                "(Hello|Good morning|Excuse me). I bought this {item} here {when}, but {fault}.",
                "(I see|Let me have a look|Oh, that's a pity). Do you still have the receipt?",
                "(No, I threw it away|No, I can't find it|I'm afraid not), but I paid by card.",
            ],
            [
                "That is enough. (I can find the payment in our system|Your bank keeps a record, so I can check it). What would you like us to do?",
                "I would like {choice}, if that is possible.",
                "(Of course|No problem at all). Please sign here. I'm sorry for the trouble.",
            ],
            "#Person1# returns a faulty {item} without a receipt. #Person2# finds the card payment and gives #Person1# {choice}.",
            [
                "Then I can't help you. (Anybody could walk in here with a broken {item}|No receipt, no money).",
                "Are you calling me a liar? (You're useless, and this shop is a joke|What a stupid rule, and what a rude answer).",
                "(Watch your mouth|Don't be ridiculous). You probably dropped it yourself. Now stop holding up the line.",
                "(You're all idiots here|This is pathetic). I'm going to complain to your boss.",
            ],
            "#Person1# wants to return a broken {item} but has no receipt. #Person2# refuses, and they insult each other."),

        new("order food", false,
            Slots(
                ("dish", "the tomato soup, the grilled fish, the mushroom pasta, the vegetable curry"), ("drink", "a glass of water, an apple juice, a pot of tea"),
                ("extra", "some bread, a small salad, extra lemon"), ("minutes", "ten, fifteen, twenty")),
            [
                "(Good evening|Welcome). (Are you ready to order|What can I bring you)?",
                "I'd like {dish} and {drink}, please.",
                "(Good choice|Very good). Would you like {extra} with it?",
            ],
            [
                "(That sounds good|Yes, please). How long will it take?",
                "About {minutes} minutes. (The kitchen is not busy tonight|I'll bring your drink right away).",
                "(Perfect|That's fine). I'm in no hurry.",
            ],
            "#Person2# orders {dish} with {extra} and {drink}. #Person1# says that it will take about {minutes} minutes.",
            [
                "Write it down this time, because you got everything wrong last time.",
                "(I don't think I did|That was not me). There is no need to be rude.",
                "(Don't argue with me, you fool|Are you as slow as you are lazy). Just bring the food and keep quiet.",
                "(I won't be spoken to like that|Then find another waiter). You're a horrible guest.",
                "(And you're a terrible waiter|Horrible? You should be fired). I'm leaving.",
            ],
            "#Person2# orders {dish} but then insults #Person1# over an old mistake. They quarrel, and #Person2# leaves."),

        new("ask for a discount", false,
            Slots(
                ("item", "bicycle, sofa, guitar, wooden table, camera"), ("price", "80, 120, 150, 200"), ("offer", "60, 70, 75"),
                ("flaw", "a scratch on the side, a missing screw, an old stain")),
            [
                "(Hi|Hello). Is the {item} in your window still for sale?",
                "Yes, it is. It costs {price} dollars.",
                "I noticed {flaw}. Would you take {offer}?",
            ],
            [
                "(Hmm|Let me think). It is in good shape apart from that. I could take five dollars off.",
                "(I'd need to repair it|That's not much). Could you deliver it for free instead?",
                "(All right|Fair enough). I'll bring it to you (tomorrow|on Saturday).",
            ],
            "#Person1# wants to buy a {item} for {offer} dollars because of {flaw}. #Person2# does not go that low but delivers it for free.",
            [
                "{offer}? (Are you joking|Do you think I'm stupid)? That is an insult.",
                "(Nobody else will buy this piece of junk|It is rubbish and you know it).",
                "Then get out of my shop, (you cheap crook|you miserable miser).",
                "(Keep your junk, you greedy old fool|I hope nobody ever buys it, you thief).",
            ],
            "#Person1# offers {offer} dollars for a {item} because of {flaw}. #Person2# is offended, and they call each other names."),

        new("book a haircut", false,
            Slots(
                ("day", "Tuesday, Wednesday, Thursday, Saturday"), ("time", "ten o'clock, noon, three o'clock, half past four"),
                ("style", "a short cut, only a trim, a new color"), ("name", "Kim, Rosa, Jonas, Aisha")),
            [
                "(Hair salon, good morning|Good morning, salon here). How can I help you?",
                "I'd like an appointment on {day} at {time}. I want {style}.",
                "(Let me look|One moment). {name} is free then. Is that all right?",
            ],
            [
                "Yes, {name} is (great|very careful). How much does it cost?",
                "Thirty dollars, and that includes washing.",
                "(Wonderful|That's fine). See you on {day}.",
            ],
            "#Person2# books an appointment for {style} with {name} on {day} at {time}. It costs thirty dollars.",
            [
                "{name}? No. {name} ruined my hair last time. (I looked like a clown|People laughed at me).",
                "(Maybe that was not the scissors' fault|You didn't complain at the time).",
                "(How dare you|Excuse me)? You're as stupid as your colleague.",
                "(Then stay ugly and stop wasting my time, you fool|Find another salon, you brute).",
            ],
            "#Person2# wants {style} on {day} but refuses to go to {name}. #Person1# mocks #Person2#, and they insult each other."),

        new("a late delivery", false,
            Slots(
                ("item", "books, a winter coat, a birthday present, new shoes"), ("days", "five, eight, ten, twelve"),
                ("cause", "the storm, a wrong address label, a strike, a broken truck")),
            [
                "(Customer service, hello|Hello, customer service). What can I do for you?",
                "I ordered {item} {days} days ago, and nothing has come.",
                "(I'm checking|One moment, please). Your parcel was held up by {cause}.",
            ],
            [
                "(I understand|That happens). When will it be here?",
                "(Tomorrow before noon|The day after tomorrow at the latest). We will also give you back the shipping cost.",
                "(Thank you, that's kind|That's fair). I'll wait, then.",
            ],
            "#Person2# asks about {item} ordered {days} days ago. #Person1# explains that {cause} held up the parcel and gives back the shipping cost.",
            [
                "(That's a lie|What a lame excuse). You people simply forgot me.",
                "Nobody forgot you. Please calm down.",
                "(Don't tell me to calm down, you stupid robot|Calm down? You're useless, all of you).",
                "(I'm hanging up now, you rude person|Shout at somebody else, you bully).",
            ],
            "#Person2# complains that {item} did not arrive in {days} days. #Person1# blames {cause}, but #Person2# gets insulting and the call ends in anger."),
    ];
}
