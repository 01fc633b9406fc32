using System.Net;
using System.Security.Cryptography;

namespace Workbench.Hub;

/// <summary>
/// Brings one file into the cache: what an earlier attempt left in ETAG.incomplete is continued, size and checksum are verified, and the
/// blob appears under its name only when it is whole.
/// </summary>
internal sealed class HubDownload(HubSettings settings, HubHttp http, HubServer server, HubCache cache)
{
    /// <summary>Downloads a file unless the cache has it.</summary>
    /// <param name="reference">The repository, for messages.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="content">The file.</param>
    /// <param name="advanced">Told the bytes of this file that are there: never more than its size.</param>
    /// <param name="stop">Stops the download; what has come stays for the next time.</param>
    public async Task FetchAsync(HubReference reference, string commit, HubContent content, Action<long> advanced, CancellationToken stop)
    {
        var blob = cache.Blob(reference.Repository, content.ETag);
        var pointer = cache.Pointer(reference.Repository, commit, content.File.Name);
        if (!Holds(pointer, content.Size))
        {
            using var held = await HubLock.TakeAsync(cache.Lock(reference.Repository, content.ETag), settings.Clock, stop);
            var fresh = !Holds(blob, content.Size);
            if (fresh && !Holds(pointer, content.Size))
            {
                await DownloadAsync(reference, commit, content, blob, advanced, stop);
            }

            if (!Holds(pointer, content.Size))
            {
                cache.Link(blob, pointer, fresh);
            }
        }

        advanced(content.Size);
    }

    private async Task DownloadAsync(HubReference reference, string commit, HubContent content, string blob, Action<long> advanced, CancellationToken stop)
    {
        var incomplete = $"{blob}.incomplete";
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        var resumed = File.Exists(incomplete) && new FileInfo(incomplete).Length > 0;
        while (true)
        {
            RequireSpace(content, incomplete);
            await using (var file = new FileStream(incomplete, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
            {
                if (file.Length > content.Size)
                {
                    file.SetLength(0);
                }

                await http.RetryAsync(reference, () => ContinueAsync(reference, commit, content, file, advanced, stop), () => file.Length, stop);
                file.Flush(flushToDisk: true);
                if (await IsRightAsync(content, file, stop))
                {
                    break;
                }
            }

            File.Delete(incomplete);
            if (!resumed)
            {
                throw new WorkbenchException(
                    $"{reference}: {content.File.Name} does not have the checksum {content.Sha256} that the server states; it was not kept. Try again later.");
            }

            resumed = false; // the part that was there before may have been damaged: once more, from the start
        }

        File.Move(incomplete, blob, overwrite: true);
    }

    private async Task<bool> ContinueAsync(
        HubReference reference, string commit, HubContent content, FileStream file, Action<long> advanced, CancellationToken stop)
    {
        if (file.Length == content.Size)
        {
            return true;
        }

        using var response = await server.OpenAsync(reference, commit, content, file.Length, stop);
        var start = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? -1 : 0;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || (start != 0 && start != file.Length))
        {
            file.SetLength(0);
            throw new HubHiccup($"{content.File.Name} cannot be continued where it was cut");
        }

        file.SetLength(start);
        file.Position = start;
        await using var stream = await http.ListenAsync(response.Content.ReadAsStreamAsync, stop);
        var buffer = new byte[1 << 17];
        while (await http.ListenAsync(until => stream.ReadAsync(buffer, until).AsTask(), stop) is var read and > 0)
        {
            if (file.Length + read > content.Size)
            {
                file.SetLength(0);
                throw new WorkbenchException($"{reference}: more bytes come for {content.File.Name} than the {content.Size} that the server states; it was not kept.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), stop);
            advanced(file.Length);
        }

        return file.Length == content.Size
            ? true
            : throw new HubHiccup($"only {file.Length} of {content.Size} bytes of {content.File.Name} came");
    }

    private static async Task<bool> IsRightAsync(HubContent content, FileStream file, CancellationToken stop)
    {
        if (content.Sha256 is null)
        {
            return true;
        }

        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)) == content.Sha256;
    }

    // Links are followed: a link to nothing holds nothing.
    private static bool Holds(string path, long size)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return RandomAccess.GetLength(file) == size;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static void RequireSpace(HubContent content, string incomplete)
    {
        var there = File.Exists(incomplete) ? new FileInfo(incomplete).Length : 0;
        var free = new DriveInfo(Path.GetFullPath(Path.GetDirectoryName(incomplete)!)).AvailableFreeSpace;
        if (content.Size - there > free)
        {
            throw new WorkbenchException(
                $"{content.File.Name} needs {content.Size - there} bytes more in {Path.GetDirectoryName(incomplete)}, where {free} are free. Make room, or point HF_HUB_CACHE to another disk.");
        }
    }
}
