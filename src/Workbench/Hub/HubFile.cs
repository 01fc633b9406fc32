namespace Workbench.Hub;

/// <summary>A file of a repository, as the server's list has it.</summary>
/// <param name="Name">Its path in the repository, checked.</param>
/// <param name="Size">Its bytes; null where the list does not say.</param>
/// <param name="Sha256">Its checksum where it is kept by Git LFS; null otherwise.</param>
internal sealed record HubFile(string Name, long? Size, string? Sha256);

/// <summary>The files of a repository at a commit.</summary>
internal sealed record HubListing(string Commit, IReadOnlyList<HubFile> Files);

/// <summary>What the server says of one file before it is downloaded.</summary>
/// <param name="File">The file.</param>
/// <param name="ETag">The name of its content in the cache.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Its checksum, or null where the server states none.</param>
internal sealed record HubContent(HubFile File, string ETag, long Size, string? Sha256);
