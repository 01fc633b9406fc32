using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Workbench;

/// <summary>
/// The values of a record by name, as a line of metrics.jsonl names them. Members of an inner object have its name in front
/// ("scores.gold"); lists are left out.
/// </summary>
internal static class RecordValues
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static IReadOnlyList<KeyValuePair<string, JsonValue?>> Of(object record) =>
        [.. Leaves("", record as JsonNode ?? JsonSerializer.SerializeToNode(record, record.GetType(), s_options))];

    private static IEnumerable<KeyValuePair<string, JsonValue?>> Leaves(string name, JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(pair => Leaves(name.Length == 0 ? pair.Key : $"{name}.{pair.Key}", pair.Value)),
        JsonArray => [],
        _ => [KeyValuePair.Create(name, node as JsonValue)],
    };
}
