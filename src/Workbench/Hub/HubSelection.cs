using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Workbench.Hub;

/// <summary>Which files of a repository are worth the download.</summary>
internal static partial class HubSelection
{
    private static readonly string[] SmallFiles = ["*.json", "*.txt", "*.model", "*.jinja", "*.md", "LICENSE*"];

    /// <summary>
    /// The files that match a pattern; without patterns all files of a dataset, and of a model what a model folder needs: configuration,
    /// tokenizer, and the weights in one format, safetensors where there is a choice.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="files">What it has.</param>
    /// <param name="patterns">Patterns with * and ?; * matches slashes too.</param>
    /// <exception cref="WorkbenchException">Nothing is selected.</exception>
    public static IReadOnlyList<HubFile> Of(HubRepository repository, IReadOnlyList<HubFile> files, IReadOnlyList<string> patterns)
    {
        HubFile[] selected = patterns.Count > 0 ? [.. files.Where(file => Matches(file.Name, patterns))]
            : repository.Kind == HubKind.Dataset ? [.. files]
            : [.. ModelFiles(files)];
        return selected.Length > 0 ? selected : throw new WorkbenchException(patterns.Count > 0
            ? $"{repository}: none of its {files.Count} files matches {string.Join(", ", patterns)}."
            : $"{repository}: holds no files.");
    }

    private static IEnumerable<HubFile> ModelFiles(IReadOnlyList<HubFile> files)
    {
        var root = files.Where(file => !file.Name.Contains('/')).ToArray();
        var adapter = root.Any(file => file.Name == "adapter_model.safetensors") ? "adapter_model.safetensors" : "adapter_model.bin";
        var weights = root.Any(file => SafetensorsWeights().IsMatch(file.Name)) ? SafetensorsWeights() : PickledWeights();
        var others = root.Any(file => SafetensorsWeights().IsMatch(file.Name)) ? "pytorch_model.bin.index.json" : "";
        return root.Where(file =>
            file.Name == adapter || weights.IsMatch(file.Name) || (Matches(file.Name, SmallFiles) && file.Name != others));
    }

    private static bool Matches(string name, IEnumerable<string> patterns) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));

    [GeneratedRegex(@"\Amodel(-\d+-of-\d+)?\.safetensors\z")]
    private static partial Regex SafetensorsWeights();

    [GeneratedRegex(@"\Apytorch_model(-\d+-of-\d+)?\.bin\z")]
    private static partial Regex PickledWeights();
}
