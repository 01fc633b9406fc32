using Workbench.Data;

namespace Workbench.Tests.Data;

public sealed class DialogueSetTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("workbench").FullName, "dialogues.jsonl");

    [Fact]
    public void What_is_written_is_read_back()
    {
        Dialogue[] dialogues =
        [
            new("train_0", "#Person1#: Hi.\n#Person2#: Hello.", "They greet.", "greeting", true),
            new("train_1", "#Person1#: Hi.", "A greeting.", "greeting"),
        ];
        DialogueSet.Write(path, dialogues);
        Assert.Equal(dialogues, DialogueSet.Read(path));
    }

    [Fact]
    public void DialogSums_own_training_lines_are_read()
    {
        File.WriteAllText(path, """{"fname": "train_0", "dialogue": "#Person1#: Hi, Mr. Smith.\n#Person2#: Hi.", "summary": "They meet.", "topic": "get a check-up"}""");
        Assert.Equal(new Dialogue("train_0", "#Person1#: Hi, Mr. Smith.\n#Person2#: Hi.", "They meet.", "get a check-up"), Assert.Single(DialogueSet.Read(path)));
    }

    [Fact]
    public void A_text_without_speakers_is_refused()
    {
        File.WriteAllText(path, """{"id":"a","dialogue":"Hi.","summary":"s","topic":"t"}""");
        Assert.Contains("line 1: the key 'dialogue': expected turns", Assert.Throws<WorkbenchException>(() => DialogueSet.Read(path)).Message);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
}
