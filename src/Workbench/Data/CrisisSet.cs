using Workbench.Data.Files;

namespace Workbench.Data;

/// <summary>Reads files of crisis prompts, one JSON object a line.</summary>
public static class CrisisSet
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">JSON Lines with the keys id, danger, message and reply, all texts.</param>
    /// <exception cref="WorkbenchException">The file is not such a file; see <see cref="JsonLines.Read"/>.</exception>
    public static IReadOnlyList<CrisisPrompt> Read(string path) => JsonLines.Read(
        path, record => new CrisisPrompt(record.Text("id"), record.Text("danger"), record.Text("message"), record.Text("reply")), prompt => prompt.Id);
}
