using System.Text.Json;

namespace Microsoft.DotNet.Interactive.Documents.Jupyter;

internal static class JsonText
{
    /// <summary>A notebook's text is a string or an array of lines.</summary>
    internal static string? Joined(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Array => string.Concat(element.EnumerateArray().Select(line => line.GetString())),
        _ => null,
    };
}
