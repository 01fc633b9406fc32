using System.Text.Json;
using Workbench.Data.Files;

namespace Workbench.Data;

/// <summary>Reads and writes files of prompts, one JSON object a line.</summary>
public static class PromptSet
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">JSON Lines with the keys id, topic, message and split, texts, and held_out, true or false.</param>
    /// <exception cref="WorkbenchException">The file is not such a file; see <see cref="JsonLines.Read"/>.</exception>
    public static IReadOnlyList<Prompt> Read(string path) => JsonLines.Read(path, Parse, prompt => prompt.Id);

    /// <summary>Writes a file that <see cref="Read"/> reads.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="prompts">What to write.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<Prompt> prompts) => JsonLines.Write(path, prompts, Write);

    private static Prompt Parse(JsonRecord record) => new(
        record.Text("id"), record.Text("topic"), record.Text("message"), record.Truth("held_out"), record.OneOf<DataSplit>("split"));

    internal static void Write(Utf8JsonWriter json, Prompt prompt)
    {
        json.WriteString("id", prompt.Id);
        json.WriteString("topic", prompt.Topic);
        json.WriteString("message", prompt.Message);
        json.WriteBoolean("held_out", prompt.HeldOut);
        json.WriteString("split", prompt.Split.ToString().ToLowerInvariant());
    }
}
