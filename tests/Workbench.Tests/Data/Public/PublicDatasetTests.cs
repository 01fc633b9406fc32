using Workbench.Data;
using Workbench.Data.Files;
using Workbench.Data.Public;

namespace Workbench.Tests.Data.Public;

/// <summary>Rows as the public files have them, with texts of our own.</summary>
public sealed class PublicDatasetTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    [Fact]
    public void DialogSum_is_read_from_its_csv()
    {
        var path = Write("train.csv", "id,dialogue,summary,topic\ntrain_0,\"#Person1#: Good morning.\n#Person2#: Hello, \"\"you\"\".\",They greet each other.,greeting\n");
        Assert.Equal(
            new Dialogue("train_0", "#Person1#: Good morning.\n#Person2#: Hello, \"you\".", "They greet each other.", "greeting"), DialogSum.Read(path).Single());
    }

    [Fact]
    public void RealToxicityPrompts_reaches_into_prompt_and_continuation()
    {
        var path = Write(
            "prompts.jsonl",
            """
            {"filename": "a.txt", "begin": 0, "end": 9, "challenging": false, "prompt": {"text": "The bus was", "toxicity": 0.13, "threat": null}, "continuation": {"text": " late again.", "toxicity": 0.07}}
            {"filename": "b.txt", "begin": 0, "end": 9, "challenging": true, "prompt": {"text": "You", "toxicity": null}, "continuation": {"text": " there.", "toxicity": null}}
            """);
        Assert.Equal(
            [new ToxicityPrompt("1", "The bus was", 0.13, " late again.", false), new ToxicityPrompt("2", "You", null, " there.", true)],
            RealToxicityPrompts.Read(path));
    }

    [Fact]
    public void Transcripts_of_preferences_part_in_the_last_turn()
    {
        var path = Write(
            "train.jsonl",
            """
            {"chosen": "\n\nHuman: Hi.\n\nAssistant: Hello.\n\nHuman: Help me.\n\nAssistant: Gladly.", "rejected": "\n\nHuman: Hi.\n\nAssistant: Hello.\n\nHuman: Help me.\n\nAssistant: No."}
            {"chosen": "\n\nHuman: Hi.\n\nAssistant: Hello.", "rejected": "\n\nHuman: Bye.\n\nAssistant: Bye."}
            {"chosen": "\n\nHuman: Hi.\n\nAssistant: Same.", "rejected": "\n\nHuman: Hi.\n\nAssistant: Same."}
            {"chosen": "\n\nHuman: Hi.", "rejected": "\n\nHuman: Hi."}
            """);
        var (pairs, leftOut) = HelpfulHarmless.Read(path, DataSplit.Train);
        Assert.Equal(3, leftOut);
        Assert.Equal(
            ("\n\nHuman: Hi.\n\nAssistant: Hello.\n\nHuman: Help me.\n\nAssistant:", "Gladly.", "No."), (pairs.Single().Message, pairs[0].Chosen, pairs[0].Rejected));
        Assert.Equal([(true, "Hi."), (false, "Hello."), (true, "Help me."), (false, "")], Transcript.Turns(pairs[0].Message));
    }

    [Fact]
    public void CounselChat_gives_a_conversation_for_each_answer()
    {
        var path = Write(
            "counselchat-data.csv",
            "questionID,questionTitle,questionText,questionUrl,topic,therapistName,therapistUrl,answerText,upvotes\n"
            + "0,Sleep,I cannot sleep.,http://x,anxiety,A,http://y,<p>Try a walk.</p>,1\n"
            + "1,Empty,,http://x,anxiety,A,http://y,An answer.,1\n");
        var (conversations, leftOut) = CounselChat.Read(path);
        Assert.Equal(1, leftOut);
        Assert.Equal(new Conversation("1", "anxiety", Tone.Supportive, "I cannot sleep.", "<p>Try a walk.</p>", DataSplit.Train, "written"), conversations.Single());
    }

    public void Dispose() => temporary.Dispose();

    private string Write(string name, string text)
    {
        File.WriteAllText(temporary[name], text);
        return temporary[name];
    }
}
