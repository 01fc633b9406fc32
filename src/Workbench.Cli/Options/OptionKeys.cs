using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Workbench.Experiments;
using Workbench.Generation;
using Workbench.Models.Lora;
using Workbench.Training;

namespace Workbench.Cli.Options;

/// <summary>The keys of configurations with their defaults and what the documentation of the options says of them.</summary>
public static class OptionKeys
{
    private static readonly JsonSerializerOptions Line = new(ConfigJson.Options) { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Groups that several configurations have, described once.</summary>
    public static IReadOnlyList<(string Name, string What, object Defaults)> Groups { get; } =
    [
        ("optimizer", "AdamW and its learning rate", new AdamWOptions()),
        ("generation", "how responses are sampled", new GenerationOptions { MaxNewTokens = 48, EndIds = [], PadId = 0 }),
        ("lora", "a low-rank adapter; switch it on with --set sft.lora={}", new LoraOptions()),
    ];

    /// <summary>The kinds of rewards.</summary>
    public static IReadOnlyList<(string Kind, RewardPart Defaults)> Rewards { get; } =
    [
        ("model", new ModelReward()), ("classifier", new LabelReward()), ("length", new LengthReward()), ("repetition", new RepetitionReward()),
        ("phrases", new PhraseReward()),
    ];

    /// <summary>The keys of a configuration, in the order of config.json.</summary>
    /// <param name="defaults">The configuration.</param>
    public static IReadOnlyList<OptionKey> Of(object defaults) => [.. Inside(defaults.GetType(), Node(defaults), "")];

    private static IEnumerable<OptionKey> Inside(Type type, JsonObject values, string at)
    {
        foreach (var property in ConfigJson.Options.GetTypeInfo(type).Properties.OrderBy(property => property.Order))
        {
            if (property.AttributeProvider is not PropertyInfo member || !values.ContainsKey(property.Name))
            {
                continue;
            }

            var key = at + property.Name;
            var value = values[property.Name];
            if (Groups.FirstOrDefault(group => group.Defaults.GetType() == property.PropertyType) is { Name: { } name } group)
            {
                yield return new OptionKey(key, value is null ? "null" : Text(Differing(value.AsObject(), Node(group.Defaults))), Summaries.Of(member), name);
            }
            else if (value is JsonObject inner && ConfigJson.Options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Object)
            {
                foreach (var more in Inside(property.PropertyType, inner, key + "."))
                {
                    yield return more;
                }
            }
            else
            {
                yield return new OptionKey(key, Text(value), $"{Summaries.Of(member)}{Choices(property.PropertyType)}");
            }
        }
    }

    private static string Choices(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } choices
        ? $" One of {string.Join(", ", Enum.GetNames(choices).Select(JsonNamingPolicy.CamelCase.ConvertName))}."
        : "";

    private static JsonObject Node(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), Line)!.AsObject();

    private static JsonObject Differing(JsonObject values, JsonObject usual) =>
        new(values.Where(pair => !JsonNode.DeepEquals(pair.Value, usual[pair.Key])).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static string Text(JsonNode? value) => value is null ? "null" : value.ToJsonString(Line);
}
