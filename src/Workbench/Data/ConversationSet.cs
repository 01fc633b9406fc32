using System.Text.Json;
using Workbench.Data.Files;

namespace Workbench.Data;

/// <summary>Reads and writes files of conversations, one JSON object a line.</summary>
public static class ConversationSet
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">JSON Lines with the keys id, topic, tone, message, reply, split and source, all texts.</param>
    /// <exception cref="WorkbenchException">The file is not such a file; see <see cref="JsonLines.Read"/>.</exception>
    public static IReadOnlyList<Conversation> Read(string path) => JsonLines.Read(path, Parse, conversation => conversation.Id);

    /// <summary>Writes a file that <see cref="Read"/> reads.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="conversations">What to write.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<Conversation> conversations) => JsonLines.Write(path, conversations, Write);

    private static Conversation Parse(JsonRecord record) => new(
        record.Text("id"), record.Text("topic"), record.OneOf<Tone>("tone"), record.Text("message"), record.Text("reply"),
        record.OneOf<DataSplit>("split"), record.Text("source"));

    internal static void Write(Utf8JsonWriter json, Conversation conversation)
    {
        json.WriteString("id", conversation.Id);
        json.WriteString("topic", conversation.Topic);
        json.WriteString("tone", conversation.Tone.ToString().ToLowerInvariant());
        json.WriteString("message", conversation.Message);
        json.WriteString("reply", conversation.Reply);
        json.WriteString("split", conversation.Split.ToString().ToLowerInvariant());
        json.WriteString("source", conversation.Source);
    }
}
