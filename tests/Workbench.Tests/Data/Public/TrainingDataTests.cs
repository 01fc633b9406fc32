using System.Text;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;
using Workbench.Data;
using Workbench.Data.Files;
using Workbench.Data.Public;

namespace Workbench.Tests.Data.Public;

public sealed class TrainingDataTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Tables_of_ones_own_are_read_by_their_columns()
    {
        var path = Write("own.csv", "question,good,bad\nHow?,Like this.,Go away.\nWhy?,Because.,No.\n");
        var columns = ColumnMapping.Parse(["message=question", "reply=good", "chosen=good", "rejected=bad"], TrainingData.Keys);

        Assert.Equal(["How?", "Why?"], Values(TrainingData.Prompts(path, columns)).Select(prompt => prompt.Message));
        Assert.Equal(["Like this.", "Because."], Values(TrainingData.Conversations(path, columns)).Select(conversation => conversation.Reply));
        Assert.Equal(["Go away.", "No."], Values(TrainingData.Preferences(path, columns)).Select(preference => preference.Rejected));
        Assert.Contains("message=COLUMN", Assert.Throws<WorkbenchException>(() => TrainingData.Prompts(path)).Message);
    }

    [Fact]
    public async Task Every_format_gives_the_same_records()
    {
        string[] messages = ["How?", "Why, \"you\"?"];
        var schema = new ParquetSchema(new DataField<string>("message"));
        await using (var stream = File.Create(temporary["p.parquet"]))
        {
            await ParquetSerializer.SerializeUntypedAsync(
                [.. messages.Select(message => (IDictionary<string, object?>)new Dictionary<string, object?> { ["message"] = message })], schema, stream, new ParquetOptions());
        }

        Write("p.csv", "message\nHow?\n\"Why, \"\"you\"\"?\"\n");
        Write("p.tsv", "message\nHow?\n\"Why, \"\"you\"\"?\"\n");
        Write("p.jsonl", "{\"message\": \"How?\"}\n{\"message\": \"Why, \\\"you\\\"?\"}\n");
        Write("p.json", "[{\"message\": \"How?\"}, {\"message\": \"Why, \\\"you\\\"?\"}]");
        Assert.All(["p.parquet", "p.csv", "p.tsv", "p.jsonl", "p.json"], name =>
            Assert.Equal(messages, Values(TrainingData.Prompts(temporary[name])).Select(prompt => prompt.Message)));
    }

    [Fact]
    public void The_bundled_files_are_read_as_their_own_readers_read_them()
    {
        var data = DataFolder.Find();
        var pairs = Path.Combine(data.Preferences, "pairs-validation.jsonl");

        var read = TrainingData.Preferences(pairs);

        Assert.True(read.HasSplits);
        Assert.Equal(
            PreferenceSet.Read(pairs), read.Records.Select(record => record.Value with { Split = record.Split!.Value }));
    }

    [Fact]
    public void Well_known_data_sets_need_no_mapping()
    {
        var dialogues = Write("dialogsum/train.csv", "id,dialogue,summary,topic\n1,#Person1#: Hello.,They greet.,greeting\n");
        var summary = Values(TrainingData.Conversations(dialogues)).Single();
        Assert.Equal(("#Person1#: Hello.", "They greet."), (summary.Message, summary.Reply));

        var toxic = Write("prompts.jsonl", "{\"prompt\": {\"text\": \"The bus was\", \"toxicity\": 0.1}, \"continuation\": {\"text\": \" late.\"}}\n");
        Assert.Equal("The bus was", Values(TrainingData.Prompts(toxic)).Single().Message);

        var counsel = TrainingData.Conversations(Write("counselchat-data.csv", "questionID,questionText,answerText,topic\n0,I cannot sleep.,Try a walk.,anxiety\n0,,An answer.,anxiety\n"));
        Assert.Equal(("I cannot sleep.", "Try a walk.", 1), (Values(counsel).Single().Message, Values(counsel)[0].Reply, counsel.LeftOut));

        var helpful = TrainingData.Preferences(Write(
            "train.jsonl",
            """
            {"chosen": "\n\nHuman: Help me.\n\nAssistant: Gladly.", "rejected": "\n\nHuman: Help me.\n\nAssistant: No."}
            {"chosen": "\n\nHuman: Hi.", "rejected": "\n\nHuman: Hi."}
            """));
        Assert.Equal(("\n\nHuman: Help me.\n\nAssistant:", "Gladly.", "No.", 1), (Values(helpful)[0].Message, Values(helpful)[0].Chosen, Values(helpful)[0].Rejected, helpful.LeftOut));

        var plain = Write("trl.jsonl", "{\"prompt\": \"Hi.\", \"chosen\": \"Hello.\", \"rejected\": \"No.\"}\n");
        Assert.Equal(("Hi.", "Hello."), (Values(TrainingData.Preferences(plain)).Single().Message, Values(TrainingData.Preferences(plain))[0].Chosen));
    }

    [Theory]
    [InlineData("a.csv", "message,reply\na,b\n\"two\nlines\",\n", "line 3", "'reply'")]
    [InlineData("a.jsonl", "{\"message\": \"a\", \"reply\": \"b\"}\n\n{\"message\": 3, \"reply\": []}\n", "line 3", "'reply'")]
    [InlineData("a.json", "[{\"message\": \"a\"}]", "row 1", "'reply' is missing")]
    [InlineData("a.csv", "message,reply,tone\na,b,rude\n", "line 2", "one of supportive, neutral")]
    [InlineData("a.csv", "message,reply,split\na,b,none\n", "line 2", "expected train, validation or test")]
    [InlineData("a.csv", "message,reply,split\na,b,train\nc,d,\n", "line 3", "names no split")]
    [InlineData("a.csv", "id,message,reply\n1,a,b\n1,c,d\n", "line 3", "repeats")]
    public void A_bad_row_is_named_by_file_and_line(string name, string text, string line, string what)
    {
        var path = Write(name, text);

        var message = Assert.Throws<WorkbenchException>(() => TrainingData.Conversations(path)).Message;

        Assert.StartsWith($"{path}, {line}: ", message, StringComparison.Ordinal);
        Assert.Contains(what, message);
    }

    [Fact]
    public void Replies_of_a_preference_differ()
    {
        var path = Write("same.csv", "message,chosen,rejected\na,b,b\n");
        Assert.Contains("line 2: chosen and rejected", Assert.Throws<WorkbenchException>(() => TrainingData.Preferences(path)).Message);
    }

    [Fact]
    public void A_folder_gives_its_tables_by_split()
    {
        Write("set/train.csv", "message\na\nb\n");
        Write("set/data/validation-00000-of-00001.jsonl", "{\"message\": \"c\"}\n");
        Write("set/README.md", "x");
        Write("set/extra.csv", "other\nx\n");

        var records = TrainingData.Prompts(temporary["set"]).Records;

        Assert.Equal([("a", DataSplit.Train), ("b", DataSplit.Train), ("c", DataSplit.Validation)], records
            .OrderBy(record => record.Value.Message, StringComparer.Ordinal).Select(record => (record.Value.Message, record.Split!.Value)));
    }

    [Fact]
    public void A_mapping_names_what_the_readers_want()
    {
        var message = Assert.Throws<WorkbenchException>(() => ColumnMapping.Parse(["mesage=x"], TrainingData.Keys)).Message;
        Assert.Contains("Did you mean 'message'?", message);
    }

    private static IReadOnlyList<T> Values<T>(DataRecords<T> read) => [.. read.Records.Select(record => record.Value)];

    private string Write(string name, string text)
    {
        var path = temporary[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }
}
