using System.Net.Http.Headers;

namespace Workbench.Hub;

/// <summary>The headers in which the Hub describes a file.</summary>
internal static class HubHeaders
{
    /// <summary>The etag of what a redirect leads to: for Git LFS the sha256.</summary>
    public const string LinkedETag = "X-Linked-Etag";

    /// <summary>Its bytes.</summary>
    public const string LinkedSize = "X-Linked-Size";

    /// <summary>Why a request is refused: RepoNotFound, RevisionNotFound, EntryNotFound, GatedRepo.</summary>
    public const string ErrorCode = "X-Error-Code";

    /// <summary>A header's only value, or null.</summary>
    public static string? Value(this HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
