namespace Workbench.Hub;

/// <summary>Brings models and datasets from the Hub into the shared cache.</summary>
public sealed class HubClient : IDisposable
{
    private const int FilesAtOnce = 4;

    private readonly HubSettings settings;
    private readonly HubHttp http;
    private readonly HubServer server;
    private readonly HubCache cache;

    /// <summary>Creates a client.</summary>
    public HubClient(HubSettings settings)
    {
        this.settings = settings;
        http = new HubHttp(settings);
        server = new HubServer(settings, http);
        cache = new HubCache(settings);
    }

    /// <summary>
    /// Downloads what the cache lacks of a repository. Of a model that is configuration, tokenizer and weights (safetensors where there is a
    /// choice), of a dataset every file. Offline the cache alone answers.
    /// </summary>
    /// <param name="reference">The repository and its revision.</param>
    /// <param name="patterns">The files to take instead, such as "*.csv"; * matches slashes too. None takes what is said above.</param>
    /// <param name="progress">Told how far it is, from several threads but one at a time.</param>
    /// <param name="stop">Stops the download; what has come stays for the next time.</param>
    /// <returns>The folder of the snapshot.</returns>
    /// <exception cref="WorkbenchException">
    /// The repository cannot be read, a file is not what the server says, the connection fails for good, the disk is full, or the cache lacks
    /// the snapshot while offline.
    /// </exception>
    public async Task<string> PullAsync(
        HubReference reference, IReadOnlyList<string>? patterns = null, IProgress<TransferProgress>? progress = null, CancellationToken stop = default)
    {
        if (settings.Offline)
        {
            return cache.Find(reference)
                ?? throw new WorkbenchException($"{reference} is not in the cache {settings.Cache}, and HF_HUB_OFFLINE forbids the network.");
        }

        try
        {
            var listing = await server.ListAsync(reference, stop);
            var files = HubSelection.Of(reference.Repository, listing.Files, patterns ?? []);
            var contents = new HubContent[files.Count];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = stop };
            await Parallel.ForAsync(0, files.Count, parallel, async (i, until) =>
                contents[i] = await server.DescribeAsync(reference, listing.Commit, files[i], until));
            var count = new HubCount(contents, progress);
            var download = new HubDownload(settings, http, server, cache);
            await Parallel.ForAsync(0, files.Count, parallel, async (i, until) =>
            {
                await download.FetchAsync(reference, listing.Commit, contents[i], bytes => count.Advance(i, bytes), until);
                count.Finish(i);
            });
            cache.SetCommit(reference, listing.Commit);
            return cache.Snapshot(reference.Repository, listing.Commit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{reference}: the cache {settings.Cache} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => http.Dispose();
}
