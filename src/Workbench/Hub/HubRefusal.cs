namespace Workbench.Hub;

/// <summary>Says what a refused request means and what to do about it.</summary>
internal static class HubRefusal
{
    /// <summary>The exception for a response that is no success: a <see cref="HubHiccup"/> where another attempt may help.</summary>
    public static Exception Of(HubReference about, HubSettings settings, Uri address, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var page = new Uri(settings.Endpoint, about.Repository.WebPath);
        return (status, response.Headers.Value(HubHeaders.ErrorCode)) switch
        {
            (408 or 425 or 429 or >= 500, _) => new HubHiccup($"{address.Authority} answers {status} {response.ReasonPhrase}", wait: Wait(response)),
            (401 or 403, _) when !HubHttp.HasOrigin(address, settings.Endpoint) =>
                new HubHiccup($"{address.Authority} answers {status}: the signed address may have run out"),
            (_, "GatedRepo") => new WorkbenchException(
                $"{about} is gated: accept its terms at {page} and set HF_TOKEN to a token of that account{Sent(settings)}."),
            (_, "RevisionNotFound") => new WorkbenchException($"{about.Repository} has no revision {about.Revision}."),
            (_, "EntryNotFound") => new WorkbenchException($"{about} has no file {address.AbsolutePath}."),
            (401 or 403, _) or (_, "RepoNotFound") => new WorkbenchException(
                $"{about} cannot be read at {page}: it does not exist, or it is private. Check the name, or set HF_TOKEN to a token that may read it{Sent(settings)}."),
            (404, _) => new WorkbenchException($"{about} was not found at {page}: check the name and the revision."),
            _ => new WorkbenchException($"{about}: {address.Authority} answers {status} {response.ReasonPhrase}."),
        };
    }

    private static string Sent(HubSettings settings) => settings.Token is null ? " (none is set)" : " (one is set, and was refused)";

    private static TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}
