using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Workbench.Experiments;

/// <summary>Says in words what a key of a configuration takes.</summary>
internal static class ConfigType
{
    /// <summary>"a whole number", "one of constant, linear, cosine" and the like, with what was probably meant; null for an unknown key.</summary>
    /// <param name="options">How configurations are read.</param>
    /// <param name="root">The configuration's type.</param>
    /// <param name="key">Dotted; the items of a list by their number.</param>
    /// <param name="found">What was given.</param>
    public static string? Expected(JsonSerializerOptions options, Type root, string key, JsonNode? found)
    {
        var type = root;
        foreach (var part in key.Split('.'))
        {
            var info = options.GetTypeInfo(type);
            var next = info.Kind == JsonTypeInfoKind.Object
                ? info.Properties.FirstOrDefault(property => property.Name == part)?.PropertyType
                : info.ElementType;
            if (next is null)
            {
                return null;
            }

            type = next;
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return $"{Words(options, plain)}{(plain != type ? ", or null" : "")}.{Hint(plain, found)}";
    }

    private static string Hint(Type type, JsonNode? found) =>
        type.IsEnum && found is JsonValue value && value.TryGetValue<string>(out var typed) ? NearestName.Hint(typed, Names(type)) : "";

    private static string[] Names(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static string Words(JsonSerializerOptions options, Type type) => type.IsEnum
        ? $"one of {string.Join(", ", Names(type))}"
        : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "true or false",
            TypeCode.String => "a text",
            TypeCode.UInt64 => "a whole number of at least 0",
            TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            TypeCode.Double or TypeCode.Single => "a number",
            _ => Shape(options.GetTypeInfo(type)),
        };

    private static string Shape(JsonTypeInfo info) => info switch
    {
        { Kind: JsonTypeInfoKind.Enumerable } => "a list [ ]",
        { PolymorphismOptions: { } kinds } =>
            $"an object with \"{kinds.TypeDiscriminatorPropertyName}\", one of {string.Join(", ", kinds.DerivedTypes.Select(kind => kind.TypeDiscriminator))}, and that kind's options",
        _ => "an object { }",
    };
}
