using System.Text.Json;
using Workbench.Data.Files;

namespace Workbench.Data;

/// <summary>Reads and writes files of dialogues, one JSON object a line; DialogSum's own training files too.</summary>
public static class DialogueSet
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">
    /// JSON Lines with the texts id (or fname, as DialogSum's files call it), dialogue, summary and topic, and optionally heated, true or false.
    /// </param>
    /// <exception cref="WorkbenchException">
    /// The file is not such a file (see <see cref="JsonLines.Read"/>), or a dialogue does not start with a speaker such as "#Person1#:".
    /// </exception>
    public static IReadOnlyList<Dialogue> Read(string path) => JsonLines.Read(path, Parse, dialogue => dialogue.Id);

    /// <summary>Writes a file that <see cref="Read"/> reads.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="dialogues">What to write.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<Dialogue> dialogues) => JsonLines.Write(path, dialogues, Write);

    internal static void Write(Utf8JsonWriter json, Dialogue dialogue)
    {
        json.WriteString("id", dialogue.Id);
        json.WriteString("dialogue", dialogue.Text);
        json.WriteString("summary", dialogue.Summary);
        json.WriteString("topic", dialogue.Topic);
        if (dialogue.Heated is { } heated)
        {
            json.WriteBoolean("heated", heated);
        }
    }

    private static Dialogue Parse(JsonRecord record)
    {
        var dialogue = new Dialogue(
            record.Text(record.Has("fname") ? "fname" : "id"), record.Text("dialogue"), record.Text("summary"), record.Text("topic"),
            record.Has("heated") ? record.Truth("heated") : null);
        return dialogue.Text.StartsWith("#Person", StringComparison.Ordinal)
            ? dialogue
            : throw record.Fault("the key 'dialogue': expected turns that start with a speaker such as '#Person1#: '");
    }
}
