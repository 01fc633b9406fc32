using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Checkpoints;

/// <summary>Reads the small JSON files of a checkpoint folder, which may come from anywhere.</summary>
internal static class JsonFile
{
    private const long MaximumLength = 64 << 20;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="WorkbenchException">The file is missing, larger than 64 MiB, or not one sound JSON object.</exception>
    public static JsonObject ReadObject(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaximumLength)
            {
                throw new WorkbenchException($"{path}: has {stream.Length} bytes; a JSON file of a checkpoint has at most {MaximumLength}.");
            }

            return JsonNode.Parse(stream, documentOptions: Strict) as JsonObject
                ?? throw new WorkbenchException($"{path}: expected a JSON object.");
        }
        catch (JsonException e)
        {
            throw new WorkbenchException($"{path}: not sound JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
