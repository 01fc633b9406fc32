using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workbench.Data.Files;

/// <summary>Reads and writes JSON Lines: one JSON object a line, UTF-8.</summary>
public static class JsonLines
{
    /// <summary>Longest line that is read unless another limit is given, in bytes: 1 MiB.</summary>
    public const int DefaultMaximumLineBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads every record of a file.</summary>
    /// <param name="path">The file. One byte order mark at its start and blank lines are skipped.</param>
    /// <param name="parse">Makes a record of a line's object; asks <see cref="JsonRecord"/> for the values.</param>
    /// <param name="id">The record's identifier, which must not repeat.</param>
    /// <param name="maximumLineBytes">Longest line that is read.</param>
    /// <returns>At least one record.</returns>
    /// <exception cref="WorkbenchException">
    /// The file is missing, unreadable or empty; a line is too long, not UTF-8 or not one JSON object; a key is missing, unknown or has a value
    /// of the wrong type; an identifier repeats. The message names the file, the line, what was expected and what was found.
    /// </exception>
    public static IReadOnlyList<T> Read<T>(
        string path, Func<JsonRecord, T> parse, Func<T, string> id, int maximumLineBytes = DefaultMaximumLineBytes)
    {
        var records = new List<T>();
        var lineOfId = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, bytes) in LineReader.Lines(path, maximumLineBytes))
        {
            var text = Decode(path, line, bytes);
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var parsed = Understand(path, line, text, parse);
            if (!lineOfId.TryAdd(id(parsed), line))
            {
                throw new WorkbenchException(
                    $"{path}, line {line}: the id '{id(parsed)}' repeats, expected each only once: line {lineOfId[id(parsed)]} has it already.");
            }

            records.Add(parsed);
        }

        return records.Count > 0 ? records : throw new WorkbenchException($"{path}: the file is empty, expected at least one JSON object a line.");
    }

    /// <summary>Writes records, one a line, under a temporary name that is then renamed; the same records give the same bytes.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="records">What to write.</param>
    /// <param name="write">Writes one record's keys and values; the braces are written for it.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static void Write<T>(string path, IEnumerable<T> records, Action<Utf8JsonWriter, T> write) =>
        AtomicFile.Write(path, stream => Write(stream, records, write));

    internal static void Write<T>(Stream stream, IEnumerable<T> records, Action<Utf8JsonWriter, T> write)
    {
        using var json = new Utf8JsonWriter(stream, Readable);
        foreach (var record in records)
        {
            json.WriteStartObject();
            write(json, record);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }

    private static T Understand<T>(string path, int line, string text, Func<JsonRecord, T> parse)
    {
        try
        {
            using var document = Parse(path, line, text);
            var record = new JsonRecord(path, line, document.RootElement);
            var parsed = parse(record);
            record.RefuseUnknownKeys();
            return parsed;
        }
        catch (InvalidOperationException fault) // what System.Text.Json throws at half a surrogate pair
        {
            throw new WorkbenchException(
                $"{path}, line {line}: found an escape such as \\ud800 that is half a character, expected whole Unicode characters.", fault);
        }
    }

    private static string Decode(string path, int line, ReadOnlySpan<byte> bytes)
    {
        if (line == 1 && bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (line == 1 && (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF])))
        {
            throw new WorkbenchException($"{path}: the file starts with a UTF-16 byte order mark, expected UTF-8.");
        }

        string text;
        try
        {
            text = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            throw new WorkbenchException($"{path}, line {line}: found bytes that are not UTF-8 at byte {fault.Index + 1}, expected UTF-8.", fault);
        }

        return text.StartsWith('\uFEFF')
            ? throw new WorkbenchException($"{path}, line {line}: found a byte order mark, expected none after the file's start (were two files joined?).")
            : text;
    }

    private static JsonDocument Parse(string path, int line, string text)
    {
        try
        {
            var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new WorkbenchException($"{path}, line {line}: expected a JSON object, found {Kind(document.RootElement)}.");
        }
        catch (JsonException fault)
        {
            throw new WorkbenchException(
                $"{path}, line {line}, character {fault.BytePositionInLine + 1}: expected a JSON object, found broken JSON: {Reason(fault)}", fault);
        }
    }

    internal static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the text \"{Shortened(element.GetString()!)}\"",
        JsonValueKind.Number => $"the number {Shortened(element.GetRawText())}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? fault.Message : fault.Message[..end];
    }
}
