using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workbench.Hub;

/// <summary>The questions that are put to the Hub. All that it answers is checked before it is used.</summary>
internal sealed partial class HubServer(HubSettings settings, HubHttp http)
{
    private const int LongestList = 64 << 20;

    /// <summary>The commit that a reference points to, and its files.</summary>
    public async Task<HubListing> ListAsync(HubReference reference, CancellationToken stop)
    {
        var address = new Uri(settings.Endpoint, $"api/{reference.Repository.ApiPath}/revision/{Uri.EscapeDataString(reference.Revision)}?blobs=true");
        var json = await http.RetryAsync(reference, async () =>
        {
            using var response = await http.GetAsync(reference, address, 0, stop);
            return await ReadAllAsync(response, stop);
        }, () => 0, stop);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var commit = root.GetProperty("sha").GetString()!;
            return HubReference.IsCommitHash(commit)
                ? new HubListing(commit, [.. root.GetProperty("siblings").EnumerateArray().Select(sibling => File(reference, sibling))])
                : throw new FormatException("its commit is no hash of 40 hexadecimal digits");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw new WorkbenchException($"{reference}: {settings.Endpoint.Authority} does not answer as the Hub does: {e.Message}", e);
        }
    }

    /// <summary>What the server says of a file: the name of its content, its size, its checksum.</summary>
    public Task<HubContent> DescribeAsync(HubReference reference, string commit, HubFile file, CancellationToken stop) =>
        http.RetryAsync(reference, async () =>
        {
            using var response = await http.HeadAsync(reference, Address(reference.Repository, commit, file.Name), stop);
            var etag = (response.Headers.Value(HubHeaders.LinkedETag) ?? response.Headers.Value("ETag") ?? "").Replace("W/", "").Trim('"');
            if (!ETagPattern().IsMatch(etag))
            {
                throw new WorkbenchException($"{reference}: {settings.Endpoint.Authority} states no usable etag for {file.Name}.");
            }

            var size = long.TryParse(response.Headers.Value(HubHeaders.LinkedSize), NumberStyles.None, CultureInfo.InvariantCulture, out var linked)
                ? linked
                : (response.IsSuccessStatusCode ? response.Content.Headers.ContentLength : file.Size) ?? throw new WorkbenchException($"{reference}: {settings.Endpoint.Authority} states no size for {file.Name}.");
            if (file.Size is { } listed && listed != size)
            {
                throw new WorkbenchException($"{reference}: {file.Name} has {listed} bytes in the list and {size} where it lies; one of them is wrong.");
            }

            if (file.Sha256 is { } sum && Sha256Pattern().IsMatch(etag) && sum != etag)
            {
                throw new WorkbenchException($"{reference}: {file.Name} has the checksum {sum} in the list and {etag} where it lies; one of them is wrong.");
            }

            return new HubContent(file, etag, size, file.Sha256 ?? (Sha256Pattern().IsMatch(etag) ? etag : null));
        }, () => 0, stop);

    /// <summary>Opens a file's content from a byte on.</summary>
    public Task<HttpResponseMessage> OpenAsync(HubReference reference, string commit, HubContent content, long from, CancellationToken stop) =>
        http.GetAsync(reference, Address(reference.Repository, commit, content.File.Name), from, stop);

    private static HubFile File(HubReference reference, JsonElement sibling)
    {
        var name = HubFileName.Checked(sibling.GetProperty("rfilename").GetString() ?? "", reference.Repository);
        var size = sibling.TryGetProperty("size", out var bytes) && bytes.ValueKind == JsonValueKind.Number ? bytes.GetInt64() : (long?)null;
        var sum = sibling.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object && lfs.TryGetProperty("sha256", out var sha)
            ? sha.GetString()
            : null;
        return size is < 0 || (sum is not null && !Sha256Pattern().IsMatch(sum))
            ? throw new FormatException($"the size or checksum of {name} is none")
            : new HubFile(name, size, sum);
    }

    private Uri Address(HubRepository repository, string commit, string file) => new(
        settings.Endpoint, $"{repository.WebPath}/resolve/{commit}/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}");

    private async Task<byte[]> ReadAllAsync(HttpResponseMessage response, CancellationToken stop)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        await using var stream = await http.ListenAsync(response.Content.ReadAsStreamAsync, stop);
        while (await http.ListenAsync(until => stream.ReadAsync(buffer, until).AsTask(), stop) is var read and > 0)
        {
            all.Write(buffer, 0, read);
            if (all.Length > LongestList)
            {
                throw new WorkbenchException($"{settings.Endpoint.Authority} lists more than {LongestList} bytes of file names.");
            }
        }

        return all.ToArray();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex ETagPattern();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256Pattern();
}
