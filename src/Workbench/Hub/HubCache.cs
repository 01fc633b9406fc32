namespace Workbench.Hub;

/// <summary>
/// The cache that huggingface_hub keeps and other programs share: for each repository blobs/ (files by their etag), snapshots/COMMIT/ (the
/// files by name, as links to blobs) and refs/ (the commit of each branch or tag that was asked for).
/// </summary>
/// <remarks>https://huggingface.co/docs/huggingface_hub/guides/manage-cache</remarks>
public sealed class HubCache
{
    private readonly HubSettings settings;

    /// <summary>Opens a cache, which need not exist yet.</summary>
    public HubCache(HubSettings settings) => this.settings = settings;

    /// <summary>The snapshot of a reference, or null where the cache has none.</summary>
    /// <exception cref="WorkbenchException">The cache cannot be read.</exception>
    public string? Find(HubReference reference)
    {
        var commit = reference.IsCommit ? reference.Revision : Commit(reference);
        return commit is not null && Snapshot(reference.Repository, commit) is var folder && Directory.Exists(folder) ? folder : null;
    }

    /// <summary>Where the files of a commit are found by name.</summary>
    internal string Snapshot(HubRepository repository, string commit) => Path.Combine(Folder(repository), "snapshots", commit);

    /// <summary>Where a file of a commit is found by its name, which must be a checked one.</summary>
    internal string Pointer(HubRepository repository, string commit, string file) =>
        Path.Combine([Snapshot(repository, commit), .. file.Split('/')]);

    /// <summary>Where the content with an etag is kept.</summary>
    internal string Blob(HubRepository repository, string etag) => Path.Combine(Folder(repository), "blobs", etag);

    /// <summary>The lock that whoever downloads the content with an etag holds, in whatever program.</summary>
    internal string Lock(HubRepository repository, string etag) =>
        Path.Combine(settings.Cache, ".locks", repository.FolderName, $"{etag}.lock");

    /// <summary>Remembers which commit a branch or tag points to.</summary>
    internal void SetCommit(HubReference reference, string commit)
    {
        if (!reference.IsCommit && Commit(reference) != commit)
        {
            AtomicFile.WriteText(Ref(reference), commit);
        }
    }

    /// <summary>Makes a blob appear under its name in a snapshot: as a relative link, or as the file itself where links cannot be made.</summary>
    /// <param name="blob">The content.</param>
    /// <param name="pointer">The place in the snapshot.</param>
    /// <param name="fresh">Whether nothing else can refer to the blob yet, so that it may be moved.</param>
    internal void Link(string blob, string pointer, bool fresh)
    {
        var folder = Path.GetDirectoryName(pointer)!;
        Directory.CreateDirectory(folder);
        File.Delete(pointer); // a link whose blob was removed
        if (settings.SymbolicLinks)
        {
            try
            {
                File.CreateSymbolicLink(pointer, Path.GetRelativePath(folder, blob));
                return;
            }
            catch (IOException) when (File.Exists(pointer)) // another program was faster
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Windows without developer mode, or a file system without links: as huggingface_hub does it then.
            }
        }

        if (fresh)
        {
            File.Move(blob, pointer, overwrite: true);
        }
        else
        {
            File.Copy(blob, pointer, overwrite: true);
        }
    }

    private string Folder(HubRepository repository) => Path.Combine(settings.Cache, repository.FolderName);

    private string Ref(HubReference reference) => Path.Combine([Folder(reference.Repository), "refs", .. reference.Revision.Split('/')]);

    private string? Commit(HubReference reference)
    {
        var path = Ref(reference);
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Trim() is var commit && HubReference.IsCommitHash(commit) ? commit : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
