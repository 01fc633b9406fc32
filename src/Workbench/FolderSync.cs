using System.Runtime.InteropServices;

namespace Workbench;

/// <summary>
/// Makes the names in a folder as lasting as the files' content: after a renaming, a machine that loses its power has the new name or the old one,
/// but not none. Windows does so by itself, and lets no program ask for it.
/// </summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;
    private const int InputOutputError = 5;

    /// <summary>Waits until the folder's entries are on the disk. Does nothing where the file system has no such notion.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows() || Open(folder, ReadOnly) is not (>= 0 and var descriptor))
        {
            return;
        }

        var failed = Sync(descriptor) < 0 && Marshal.GetLastPInvokeError() == InputOutputError;
        Close(descriptor);
        if (failed)
        {
            throw new IOException($"{folder}: the disk cannot be written.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
