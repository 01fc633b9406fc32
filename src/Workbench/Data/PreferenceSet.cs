using System.Text.Json;
using Workbench.Data.Files;

namespace Workbench.Data;

/// <summary>Reads and writes files of preferences, one JSON object a line.</summary>
public static class PreferenceSet
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">JSON Lines with the keys id, pair, topic, message, chosen, rejected, rater and split, all texts.</param>
    /// <exception cref="WorkbenchException">The file is not such a file (see <see cref="JsonLines.Read"/>), or two replies are the same.</exception>
    public static IReadOnlyList<Preference> Read(string path) => JsonLines.Read(path, Parse, preference => preference.Id);

    /// <summary>Writes a file that <see cref="Read"/> reads.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="preferences">What to write.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<Preference> preferences) => JsonLines.Write(path, preferences, Write);

    internal static void Write(Utf8JsonWriter json, Preference preference)
    {
        json.WriteString("id", preference.Id);
        json.WriteString("pair", preference.Pair);
        json.WriteString("topic", preference.Topic);
        json.WriteString("message", preference.Message);
        json.WriteString("chosen", preference.Chosen);
        json.WriteString("rejected", preference.Rejected);
        json.WriteString("rater", preference.Rater);
        json.WriteString("split", preference.Split.ToString().ToLowerInvariant());
    }

    private static Preference Parse(JsonRecord record)
    {
        var preference = new Preference(
            record.Text("id"), record.Text("pair"), record.Text("topic"), record.Text("message"), record.Text("chosen"), record.Text("rejected"),
            record.Text("rater"), record.OneOf<DataSplit>("split"));
        return preference.Chosen != preference.Rejected
            ? preference
            : throw record.Fault("the keys 'chosen' and 'rejected' hold the same text, expected two different replies");
    }
}
