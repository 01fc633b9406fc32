using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Notebooks.Tests;

/// <summary>Writes small notebooks in a folder of their own.</summary>
internal sealed class NotebookBuilder : IDisposable
{
    private readonly JsonArray _cells = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("workbench-notebook-").FullName;

    internal string OutputFolder => Path.Combine(Folder, "out");

    internal string Executed => Path.Combine(OutputFolder, "lesson.ipynb");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal NotebookBuilder Text(string markdown)
    {
        _cells.Add(new JsonObject { ["cell_type"] = "markdown", ["id"] = $"text-{_cells.Count}", ["metadata"] = new JsonObject(), ["source"] = markdown });
        return this;
    }

    internal NotebookBuilder Code(string code, string kernel = "csharp", params string[] tags)
    {
        var metadata = new JsonObject
        {
            ["dotnet_interactive"] = new JsonObject { ["language"] = kernel },
            ["polyglot_notebook"] = new JsonObject { ["kernelName"] = kernel },
        };
        if (tags.Length > 0)
        {
            metadata["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]);
        }

        _cells.Add(new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = $"code-{_cells.Count}",
            ["metadata"] = metadata,
            ["outputs"] = new JsonArray(),
            ["source"] = code,
        });
        return this;
    }

    internal string ToJson() => new JsonObject
    {
        ["cells"] = _cells.DeepClone(),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
            ["language_info"] = new JsonObject { ["name"] = "C#" },
            ["polyglot_notebook"] = new JsonObject
            {
                ["kernelInfo"] = new JsonObject
                {
                    ["defaultKernelName"] = "csharp",
                    ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = "csharp" }),
                },
            },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    internal string Save(string name = "lesson.ipynb")
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, ToJson());
        return path;
    }

    internal Task<NotebookResult> RunAsync(
        NotebookRunOptions? options = null, IProgress<NotebookProgress>? progress = null, CancellationToken cancellationToken = default) =>
        NotebookRunner.RunAsync(Save(), (options ?? new NotebookRunOptions()) with { OutputFolder = OutputFolder }, progress, cancellationToken);

    /// <summary>The outputs of all code cells of the executed copy, one after another.</summary>
    internal IReadOnlyList<JsonElement> Outputs() =>
        Cells().Where(cell => cell.GetProperty("cell_type").GetString() == "code").SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()).ToArray();

    internal IReadOnlyList<JsonElement> Cells() =>
        JsonDocument.Parse(File.ReadAllText(Executed)).RootElement.GetProperty("cells").EnumerateArray().ToArray();

    internal static string Joined(JsonElement lines) => string.Concat(lines.EnumerateArray().Select(line => line.GetString()));
}
