using System.IO.Compression;

namespace Workbench.Data.Files;

/// <summary>Opens files of text, unpacking those that gzip packed.</summary>
internal static class DataStream
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="WorkbenchException">The file is missing or unreadable.</exception>
    public static Stream Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkbenchException($"{path}: no such file.", fault);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw Unreadable(path, fault);
        }
    }

    /// <summary>Whether an exception comes from reading a file, packed or not.</summary>
    public static bool IsFault(Exception fault) => fault is IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>The exception for a file that cannot be read to its end.</summary>
    public static WorkbenchException Unreadable(string path, Exception fault) => new($"{path}: cannot be read: {fault.Message}", fault);
}
