namespace Workbench.Experiments;

/// <summary>The right to write into a run folder: one process has it at a time, and loses it when it ends, however it ends.</summary>
internal sealed class RunClaim : IDisposable
{
    /// <summary>The file whose lock is the claim.</summary>
    public const string FileName = "run.lock";

    private readonly FileStream held;

    private RunClaim(FileStream held) => this.held = held;

    /// <summary>Takes the folder, and clears away what a killed process left half-written.</summary>
    /// <exception cref="WorkbenchException">Another process has it.</exception>
    public static RunClaim Take(RunFolder run)
    {
        try
        {
            var held = new FileStream(
                run.Path(FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            Clear(run.Folder);
            return new RunClaim(held);
        }
        catch (IOException e) when (File.Exists(run.Path(FileName)))
        {
            throw new WorkbenchException($"{run.Folder}: another process is working on this run. Wait for its end, or stop it first.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{run.Folder}: cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => held.Dispose();

    private static void Clear(string folder)
    {
        foreach (var replaced in Directory.GetDirectories(folder, $"*{RunFolder.Replaced}", SearchOption.AllDirectories))
        {
            var name = replaced[..^RunFolder.Replaced.Length];
            if (Directory.Exists(name))
            {
                Directory.Delete(replaced, recursive: true);
            }
            else
            {
                Directory.Move(replaced, name);
            }
        }

        foreach (var half in Directory.GetFileSystemEntries(folder, "*.tmp", SearchOption.AllDirectories))
        {
            if (Directory.Exists(half))
            {
                Directory.Delete(half, recursive: true);
            }
            else if (File.Exists(half))
            {
                File.Delete(half);
            }
        }
    }
}
