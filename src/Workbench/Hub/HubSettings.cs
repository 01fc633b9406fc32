using System.Globalization;

namespace Workbench.Hub;

/// <summary>How the Hub is reached and where its files are kept, with the names and defaults of huggingface_hub's environment variables.</summary>
public sealed class HubSettings
{
    /// <summary>The public Hub.</summary>
    public const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>Creates settings with the defaults.</summary>
    /// <param name="cache">The folder of the shared cache.</param>
    /// <param name="endpoint">The server.</param>
    /// <exception cref="WorkbenchException">The endpoint is no address of a server.</exception>
    public HubSettings(string cache, string endpoint = DefaultEndpoint)
    {
        Cache = Path.GetFullPath(cache);
        Endpoint = Uri.TryCreate(endpoint.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new WorkbenchException("HF_ENDPOINT is no address of a server; expected one such as https://huggingface.co, without a user name or a password.");
    }

    /// <summary>The shared cache: HF_HUB_CACHE, or "hub" in HF_HOME (~/.cache/huggingface).</summary>
    public string Cache { get; }

    /// <summary>The server, ending with a slash: HF_ENDPOINT.</summary>
    public Uri Endpoint { get; }

    /// <summary>Opens private and gated repositories: HF_TOKEN, or the file that <c>huggingface-cli login</c> wrote. Sent to the endpoint alone.</summary>
    public string? Token { get; init; }

    /// <summary>No network, the cache alone: HF_HUB_OFFLINE.</summary>
    public bool Offline { get; init; }

    /// <summary>How long a server may be silent: HF_HUB_DOWNLOAD_TIMEOUT, in seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts in a row without a new byte before giving up.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait before the second attempt; it doubles with each further one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock by which waits are kept.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether snapshots may be symbolic links into the blobs; where the system has none, files are moved or copied instead.</summary>
    public bool SymbolicLinks { get; init; } = true;

    /// <summary>The settings of this process.</summary>
    /// <exception cref="WorkbenchException">A variable has a value that it must not have.</exception>
    public static HubSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>The settings that variables describe.</summary>
    /// <param name="variable">The value of a variable, or null.</param>
    /// <exception cref="WorkbenchException">A variable has a value that it must not have.</exception>
    public static HubSettings From(Func<string, string?> variable)
    {
        var home = Set("HF_HOME") is { } named
            ? Expand(named)
            : Path.Combine(Set("XDG_CACHE_HOME") is { } caches ? Expand(caches) : Path.Combine(UserFolder, ".cache"), "huggingface");
        var cache = Set("HF_HUB_CACHE") ?? Set("HUGGINGFACE_HUB_CACHE");
        return new HubSettings(cache is null ? Path.Combine(home, "hub") : Expand(cache), Set("HF_ENDPOINT") ?? DefaultEndpoint)
        {
            Token = IsTrue(Set("HF_HUB_DISABLE_IMPLICIT_TOKEN")) ? null : Checked(Set("HF_TOKEN") ?? Set("HUGGING_FACE_HUB_TOKEN") ?? Saved(home)),
            Offline = IsTrue(Set("HF_HUB_OFFLINE") ?? Set("TRANSFORMERS_OFFLINE")),
            Timeout = Seconds("HF_HUB_DOWNLOAD_TIMEOUT", 10),
        };

        string? Set(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        string? Saved(string folder)
        {
            var file = Set("HF_TOKEN_PATH") is { } path ? Expand(path) : Path.Combine(folder, "token");
            try
            {
                return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } token ? token : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new WorkbenchException($"{file}: the saved token cannot be read: {e.Message}", e);
            }
        }

        TimeSpan Seconds(string name, int otherwise) => Set(name) switch
        {
            null => TimeSpan.FromSeconds(otherwise),
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 86_400 =>
                TimeSpan.FromSeconds(seconds),
            var text => throw new WorkbenchException($"{name} is {text}, expected a whole number of seconds from 1 to 86400."),
        };
    }

    private static string UserFolder => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string Expand(string path) => path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? UserFolder + path[1..] : path;

    private static bool IsTrue(string? value) => value?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";

    // A token that cannot stand in a header is refused before anything could print it.
    private static string? Checked(string? token) =>
        token is null || token.All(c => c is > ' ' and < '\x7f')
            ? token
            : throw new WorkbenchException("The Hub token (HF_TOKEN, or the saved one) has characters that no token has, such as a space or a line break.");
}
