using System.Text;

namespace Workbench;

/// <summary>Writes whole files: readers see the old content or the new one, never a part, also after a crash or on a full disk.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file under a temporary name beside it, flushes it to the disk, renames it and flushes the folder.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <param name="write">Writes the content to the stream that it is given.</param>
    /// <exception cref="WorkbenchException">The file cannot be written; the message names it and the reason. Nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
            FolderSync.Flush(Path.GetDirectoryName(full)!);
        }
        catch (Exception e) when (IsWriteFault(e))
        {
            throw new WorkbenchException($"{path}: cannot be written: {Reason(e)}", e);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether writing failed: a full disk, a missing right, or (which .NET tells as an argument out of range) a file over the size limit.</summary>
    internal static bool IsWriteFault(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>Why writing failed; the system's own words name a temporary file.</summary>
    internal static string Reason(Exception e) => IsFull(e) ? "there is no space left on the disk" : e.Message;

    // ENOSPC and EDQUOT, and what Windows says for them.
    private static bool IsFull(Exception e) => e is IOException && (e.HResult is 28 or 122 || (e.HResult & 0xffff) is 0x70 or 0x27);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The fault that matters is the one that is already on its way up.
        }
    }
}
