namespace Workbench.Hub;

/// <summary>A file lock as Python's filelock takes it (flock, or an exclusive handle on Windows), so that programs wait for each other.</summary>
internal static class HubLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the lock is free and holds it until what is returned is disposed of.</summary>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider clock, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e))
            {
                await Task.Delay(Pause, clock, stop);
            }
        }
    }

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException e) => (e.HResult & 0xffff) is 11 or 35 or 32 && e is not (DirectoryNotFoundException or FileNotFoundException);
}
