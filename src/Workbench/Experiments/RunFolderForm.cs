using System.Globalization;

namespace Workbench.Experiments;

/// <summary>A run folder in a notebook: how far its stages came, and its files.</summary>
internal sealed class RunFolderForm : NotebookForm<RunFolder>
{
    internal override NotebookTable Table(RunFolder value) => new(
        $"Run {System.IO.Path.GetFileName(value.Folder)}",
        [
            .. value.Metrics().GroupBy(line => (string?)line["stage"] ?? "").Select(stage =>
                ($"stage {stage.Key}", Invariant($"{stage.Count()} steps"))),
            .. new DirectoryInfo(value.Folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file =>
                (file.Name, Invariant($"{file.Length / 1024.0:N1} KiB"))),
            .. new DirectoryInfo(value.Folder).EnumerateDirectories().OrderBy(folder => folder.Name, StringComparer.Ordinal).Select(folder =>
                ($"{folder.Name}/", string.Join(", ", folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)))),
        ]);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
