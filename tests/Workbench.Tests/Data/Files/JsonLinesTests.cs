using System.Text;
using Workbench.Data;
using Workbench.Data.Files;

namespace Workbench.Tests.Data.Files;

public sealed class JsonLinesTests : IDisposable
{
    private const string Good =
        """{"id":"a","topic":"exam","tone":"supportive","message":"Hi.","reply":"Hello.","split":"train","source":"written"}""";

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("workbench").FullName, "file.jsonl");

    [Fact]
    public void What_is_written_is_read_back()
    {
        var conversations = new[]
        {
            new Conversation("1", "exam", Tone.Hostile, "It's \"late\" — help… 🙂\n\\", "Don't.", DataSplit.Test, "written"),
            new Conversation("2", "café", Tone.Neutral, "A", "B", DataSplit.Validation, "generated"),
        };
        ConversationSet.Write(path, conversations);
        Assert.Equal(conversations, ConversationSet.Read(path));
        Assert.Contains("Don't.", File.ReadAllText(path));
        Assert.EndsWith("}\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_byte_order_mark_blank_lines_and_carriage_returns_do_no_harm()
    {
        File.WriteAllText(path, $"{Good}\r\n\r\n \n{Good.Replace("\"a\"", "\"b\"")}", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(["a", "b"], ConversationSet.Read(path).Select(c => c.Id));
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Equal($"{path}: no such file.", Fault());

    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    public void An_empty_file_is_refused(string content)
    {
        File.WriteAllText(path, content);
        Assert.Equal($"{path}: the file is empty, expected at least one JSON object a line.", Fault());
    }

    [Theory]
    [InlineData("""{"id":"b",""", "line 2, character", "expected a JSON object, found broken JSON")]
    [InlineData("""["b"]""", "line 2", "expected a JSON object, found an array")]
    [InlineData("""{"id":"b","id":"c"}""", "line 2", "broken JSON")]
    [InlineData("""{}""", "line 2", "the key 'id' is missing, expected a text; found no keys")]
    [InlineData("""{"id":"b","topic":"exam","tone":"neutral","mesage":"Hi."}""", "line 2", "the key 'message' is missing, expected a text; found the keys id, topic, tone, mesage")]
    [InlineData("""{"id":7}""", "line 2", "the key 'id': expected a text, found the number 7")]
    [InlineData("""{"id":null}""", "line 2", "the key 'id': expected a text, found null")]
    [InlineData("""{"id":" "}""", "line 2", "the key 'id': expected a text that is not blank, found the text \" \"")]
    [InlineData("""{"id":"b","topic":"exam","tone":"friendly"}""", "line 2", "the key 'tone': expected one of supportive, neutral, dismissive, hostile, found the text \"friendly\"")]
    [InlineData("""{"id":"b","topic":"exam","tone":1}""", "line 2", "found the number 1")]
    [InlineData("""{"id":"b\ud800"}""", "line 2", "half a character")]
    [InlineData("""{"b\udc00":"b"}""", "line 2", "half a character")]
    public void A_bad_line_is_explained(string line, params string[] parts)
    {
        File.WriteAllText(path, $"{Good}\n{line}\n");
        var fault = Fault();
        Assert.StartsWith(path, fault);
        Assert.All(parts, part => Assert.Contains(part, fault));
    }

    [Fact]
    public void An_unknown_key_is_named_with_those_that_are_known()
    {
        File.WriteAllText(path, Good[..^1] + ",\"note\":1}");
        Assert.Equal($"{path}, line 1: the key 'note' is unknown, expected id, topic, tone, message, reply, split, source.", Fault());
    }

    [Fact]
    public void A_repeated_id_is_refused_with_both_lines()
    {
        File.WriteAllText(path, $"{Good}\n{Good}\n");
        Assert.Equal($"{path}, line 2: the id 'a' repeats, expected each only once: line 1 has it already.", Fault());
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused_before_it_is_read_whole()
    {
        File.WriteAllText(path, $"{Good}\n\"{new string('x', 3_000_000)}");
        Assert.Equal($"{path}, line 2: longer than 1048576 bytes, expected one JSON object a line.", Fault());
    }

    [Fact]
    public void A_line_longer_than_the_read_buffer_is_read()
    {
        var message = string.Concat(Enumerable.Repeat("äb🙂 ", 60_000)).Trim();
        ConversationSet.Write(path, [new("1", "t", Tone.Neutral, message, "r", DataSplit.Train, "written"), new("2", "t", Tone.Neutral, "m", "r", DataSplit.Train, "written")]);
        Assert.Equal([message, "m"], ConversationSet.Read(path).Select(c => c.Message));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_located()
    {
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Good), (byte)'\n', (byte)'{', (byte)'"', 0xE9, (byte)'"']);
        Assert.Equal($"{path}, line 2: found bytes that are not UTF-8 at byte 3, expected UTF-8.", Fault());
    }

    [Fact]
    public void Utf16_is_named()
    {
        File.WriteAllText(path, Good, Encoding.Unicode);
        Assert.Contains("UTF-16", Fault());
    }

    [Fact]
    public void A_byte_order_mark_inside_the_file_is_refused()
    {
        File.WriteAllText(path, $"{Good}\n\uFEFF{Good}\n");
        Assert.StartsWith($"{path}, line 2: found a byte order mark", Fault());
    }

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.Contains("cannot be read", Assert.Throws<WorkbenchException>(() => ConversationSet.Read(Path.GetDirectoryName(path)!)).Message);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    private string Fault() => Assert.Throws<WorkbenchException>(() => ConversationSet.Read(path)).Message;
}
