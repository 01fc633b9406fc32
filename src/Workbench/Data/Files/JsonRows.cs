using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Data.Files;

/// <summary>Tables as JSON: one object a line, or one array of objects.</summary>
internal static class JsonRows
{
    private const int LongestLine = 16 << 20;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>One object a line; blank lines are passed over.</summary>
    public static IEnumerable<(string Place, JsonObject Values)> Lines(string path)
    {
        foreach (var (line, bytes) in LineReader.Lines(path, LongestLine))
        {
            var text = bytes.AsMemory(line == 1 && bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
            if (text.Span.ContainsAnyExcept(" \t"u8))
            {
                yield return ($"line {line}", Object(text, $"{path}, line {line}"));
            }
        }
    }

    /// <summary>One array of objects, as a whole in memory.</summary>
    public static IEnumerable<JsonObject> Array(string path)
    {
        using var stream = DataStream.Open(path);
        JsonNode? content;
        try
        {
            content = JsonNode.Parse(stream, documentOptions: Strict);
        }
        catch (JsonException fault)
        {
            throw new WorkbenchException($"{path}: not sound JSON: {fault.Message}", fault);
        }
        catch (Exception fault) when (DataStream.IsFault(fault))
        {
            throw DataStream.Unreadable(path, fault);
        }

        var rows = content as JsonArray ?? throw new WorkbenchException($"{path}: expected an array of objects. A file with one object a line is called .jsonl.");
        var number = 0;
        foreach (var row in rows)
        {
            number++;
            yield return row as JsonObject ?? throw new WorkbenchException($"{path}, row {number}: expected a JSON object.");
        }
    }

    private static JsonObject Object(ReadOnlyMemory<byte> text, string place)
    {
        try
        {
            return JsonNode.Parse(text.Span, documentOptions: Strict) as JsonObject ?? throw new WorkbenchException($"{place}: expected a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new WorkbenchException($"{place}: not sound JSON: {fault.Message}", fault);
        }
    }
}
