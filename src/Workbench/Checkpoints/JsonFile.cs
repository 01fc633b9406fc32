using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

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
            var length = new FileInfo(path).Length;
            if (length > MaximumLength)
            {
                throw new WorkbenchException($"{path}: has {length} bytes; a JSON file of a checkpoint has at most {MaximumLength}.");
            }

            var bytes = File.ReadAllBytes(path);
            RequireText(bytes);
            return JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject
                ?? throw new WorkbenchException($"{path}: expected a JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new WorkbenchException($"{path}: not sound JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    // System.Text.Json looks at what a text holds only when it is asked for it.
    private static void RequireText(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            throw new JsonException("it is not UTF-8.");
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
            {
                reader.GetString(); // refuses an escape that is half a character
            }
        }
    }
}
