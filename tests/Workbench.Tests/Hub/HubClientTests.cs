using Workbench.Hub;

namespace Workbench.Tests.Hub;

public sealed class HubClientTests : IAsyncLifetime, IDisposable
{
    private const string Commit = HubTestServer.Commit;

    private readonly TemporaryFolder temporary = new();
    private readonly byte[] weights = new byte[300_000];
    private HubTestServer server = null!;

    public async Task InitializeAsync()
    {
        new Random(1).NextBytes(weights);
        server = await HubTestServer.StartAsync();
        server.Add("models/org/tiny", "config.json", "{}"u8.ToArray());
        server.Add("models/org/tiny", "model.safetensors", weights, large: true);
    }

    [Fact]
    public async Task A_pulled_model_lies_in_blobs_snapshots_and_refs()
    {
        var folder = await PullAsync();

        var repository = temporary["models--org--tiny"];
        Assert.Equal(Path.Combine(repository, "snapshots", Commit), folder);
        Assert.Equal(Commit, File.ReadAllText(Path.Combine(repository, "refs", "main")));
        Assert.Equal("{}", File.ReadAllText(Path.Combine(folder, "config.json")));
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(repository, "blobs", Weights.Sum)));
        if (new FileInfo(Path.Combine(folder, "model.safetensors")).LinkTarget is { } target)
        {
            Assert.Equal(Path.Combine("..", "..", "blobs", Weights.Sum), target);
        }

        Assert.Empty(Directory.GetFiles(repository, "*.incomplete", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_there_is_not_downloaded_again()
    {
        await PullAsync();
        server.Requests.Clear();
        await PullAsync();
        Assert.DoesNotContain(server.Requests, request => request.Method == "GET" && request.Path.Contains("model.safetensors"));
    }

    [Fact]
    public async Task A_blob_that_another_snapshot_brought_is_only_linked()
    {
        await PullAsync();
        Directory.Delete(temporary["models--org--tiny", "snapshots"], recursive: true);
        server.Requests.Clear();

        var folder = await PullAsync();

        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
        Assert.DoesNotContain(server.Requests, request => request.Server == "storage");
    }

    [Fact]
    public async Task A_blob_of_the_wrong_size_is_replaced()
    {
        var folder = await PullAsync();
        File.WriteAllBytes(temporary["models--org--tiny", "blobs", Weights.Sum], weights[..1000]);
        await PullAsync();
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    [Fact]
    public async Task A_branch_with_slashes_a_tag_and_a_commit_are_revisions()
    {
        foreach (var revision in new[] { "refs/pr/1", "v1.0", Commit })
        {
            Assert.EndsWith(Commit, await PullAsync($"org/tiny@{revision}"), StringComparison.Ordinal);
        }

        Assert.True(File.Exists(temporary["models--org--tiny", "refs", "refs", "pr", "1"]));
        Assert.True(File.Exists(temporary["models--org--tiny", "refs", "v1.0"]));
        Assert.False(File.Exists(temporary["models--org--tiny", "refs", Commit]));
    }

    [Fact]
    public async Task A_dataset_comes_with_all_its_files_or_with_those_that_match()
    {
        server.Add("datasets/org/talk", "train.csv", "a,b\n"u8.ToArray());
        server.Add("datasets/org/talk", "more/test.csv", "a,b\n1,2\n"u8.ToArray());
        server.Add("datasets/org/talk", "README.md", "# talk"u8.ToArray());

        var folder = await PullAsync("org/talk", HubKind.Dataset, ["*.csv"]);

        Assert.Equal("a,b\n1,2\n", File.ReadAllText(Path.Combine(folder, "more", "test.csv")));
        Assert.False(File.Exists(Path.Combine(folder, "README.md")));
        Assert.EndsWith(Path.Combine("datasets--org--talk", "snapshots", Commit), folder, StringComparison.Ordinal);
        await PullAsync("org/talk", HubKind.Dataset);
        Assert.True(File.Exists(Path.Combine(folder, "README.md")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_cut_is_continued_where_it_was(bool rangesWork)
    {
        (Weights.CutAfter, Weights.Failures, Weights.IgnoresRanges) = (120_000, 1, !rangesWork);

        var folder = await PullAsync();

        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
        Assert.Contains(server.Requests, request => request.Server == "storage" && request.From > 0);
    }

    [Fact]
    public async Task Attempts_are_counted_anew_while_bytes_come()
    {
        (Weights.CutAfter, Weights.Failures) = (30_000, 5);
        var folder = await PullAsync();
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    [Fact]
    public async Task A_server_that_is_silent_is_asked_again_and_given_up_in_the_end()
    {
        (Weights.StallAfter, Weights.Failures) = (0, 1);
        await PullAsync();

        Directory.Delete(temporary["models--org--tiny"], recursive: true);
        (Weights.StallAfter, Weights.Failures) = (0, int.MaxValue);
        var fault = await Assert.ThrowsAsync<WorkbenchException>(() => PullAsync());
        Assert.Contains("silent", fault.Message);
        Assert.Contains("org/tiny", fault.Message);
    }

    [Fact]
    public async Task What_was_downloaded_before_the_process_ended_is_continued()
    {
        var blobs = temporary["models--org--tiny", "blobs"];
        Directory.CreateDirectory(blobs);
        File.WriteAllBytes(Path.Combine(blobs, $"{Weights.Sum}.incomplete"), weights[..200_000]);

        var folder = await PullAsync();

        Assert.Equal(200_000, server.Requests.Single(request => request.Server == "storage").From);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    [Fact]
    public async Task A_damaged_part_is_noticed_and_downloaded_from_the_start()
    {
        var blobs = temporary["models--org--tiny", "blobs"];
        Directory.CreateDirectory(blobs);
        File.WriteAllBytes(Path.Combine(blobs, $"{Weights.Sum}.incomplete"), new byte[200_000]);

        var folder = await PullAsync();

        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_and_nothing_is_kept()
    {
        Weights.StatedSum = new string('a', 64);
        await RefusedAsync("model.safetensors", "checksum");
    }

    [Theory]
    [InlineData(299_999)]
    [InlineData(300_001)]
    public async Task A_wrong_size_is_refused_and_nothing_is_kept(long stated)
    {
        Weights.StatedSize = stated;
        await RefusedAsync("model.safetensors", "300000");
    }

    [Fact]
    public async Task A_body_longer_than_its_size_is_refused_and_nothing_is_kept()
    {
        Weights.Tail = new byte[10];
        await RefusedAsync("model.safetensors", "more bytes");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task An_overloaded_server_is_asked_again(int status)
    {
        Weights.StatusFaults.Enqueue(status);
        Weights.StatusFaults.Enqueue(status);
        await PullAsync();
    }

    [Fact]
    public async Task A_server_that_stays_overloaded_is_given_up()
    {
        for (var i = 0; i < 10; i++)
        {
            Weights.StatusFaults.Enqueue(503);
        }

        await RefusedAsync("503", "3 attempts");
    }

    [Fact]
    public async Task The_token_goes_to_the_endpoint_alone_and_into_no_message()
    {
        server.RequiredToken = "hf_secret";

        var fault = await Assert.ThrowsAsync<WorkbenchException>(() => PullAsync());
        Assert.Contains("HF_TOKEN", fault.Message);
        fault = await Assert.ThrowsAsync<WorkbenchException>(() => PullAsync(token: "hf_wrong"));
        Assert.DoesNotContain("hf_wrong", fault.ToString());

        server.Requests.Clear();
        await PullAsync(token: "hf_secret");
        Assert.All(server.Requests, request => Assert.Equal(request.Server == "hub" ? "Bearer hf_secret" : "", request.Authorization));
        Assert.Contains(server.Requests, request => request.Server == "storage");
    }

    [Fact]
    public async Task Redirects_without_end_are_refused()
    {
        Weights.RedirectTo = $"{server.Address}/org/tiny/resolve/{Commit}/model.safetensors";
        await RefusedAsync("redirects");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("a/../../evil")]
    [InlineData("a\\b.json")]
    [InlineData("C:evil.json")]
    [InlineData("a//b.json")]
    [InlineData("nul\u0000.json")]
    [InlineData("")]
    public async Task A_file_name_that_leaves_the_folder_is_refused(string name)
    {
        server.Add("models/org/tiny", name, [1]);
        await RefusedAsync("plain relative path");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"sha\": \"../../x\", \"siblings\": []}")]
    [InlineData("{\"sha\": \"0123456789abcdef0123456789abcdef01234567\", \"siblings\": [{\"rfilename\": 3}]}")]
    public async Task A_list_that_the_Hub_would_not_give_is_refused(string list)
    {
        server.Repositories["models/org/tiny"]["config.json"].ListFault = list;
        await RefusedAsync("does not answer as the Hub does");
    }

    [Fact]
    public async Task An_etag_that_is_no_plain_name_is_refused()
    {
        server.Repositories["models/org/tiny"]["config.json"] = new HubTestFile([1], large: false) { ETag = "../../evil" };
        await RefusedAsync("etag");
    }

    [Theory]
    [InlineData("org/none", "org/none")]
    [InlineData("org/tiny@none", "none")]
    public async Task A_missing_repository_or_revision_is_named(string reference, string named)
    {
        var fault = await Assert.ThrowsAsync<WorkbenchException>(() => PullAsync(reference));
        Assert.Contains(named, fault.Message);
    }

    [Fact]
    public async Task Offline_the_cache_alone_answers()
    {
        var fault = await Assert.ThrowsAsync<WorkbenchException>(() => PullAsync(offline: true));
        Assert.Contains("HF_HUB_OFFLINE", fault.Message);
        var pulled = await PullAsync();
        server.Requests.Clear();

        Assert.Equal(pulled, await PullAsync(offline: true));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var address = server.Address;
        await server.DisposeAsync();
        var fault = await Assert.ThrowsAsync<WorkbenchException>(() => PullAsync());
        Assert.Contains(new Uri(address).Authority, fault.Message);
    }

    [Fact]
    public async Task Where_links_cannot_be_made_files_lie_in_the_snapshot_itself()
    {
        using var client = new HubClient(new HubSettings(temporary.Folder, server.Address) { SymbolicLinks = false });
        var folder = await client.PullAsync(HubReference.Parse(HubKind.Model, "org/tiny"));
        Assert.Null(new FileInfo(Path.Combine(folder, "model.safetensors")).LinkTarget);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
        await client.PullAsync(HubReference.Parse(HubKind.Model, "org/tiny"));
        Assert.Single(server.Requests, request => request.Server == "storage");
    }

    [Fact]
    public async Task Two_who_pull_at_once_download_once()
    {
        await Task.WhenAll(PullAsync(), PullAsync(), PullAsync());
        Assert.Single(server.Requests, request => request.Server == "storage");
    }

    [Fact]
    public async Task Files_of_the_same_content_are_downloaded_once()
    {
        server.Add("models/org/tiny", "model-00001-of-00002.safetensors", weights, large: true);
        var folder = await PullAsync();
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model-00001-of-00002.safetensors")));
        Assert.Single(server.Requests, request => request.Server == "storage");
    }

    [Fact]
    public async Task Progress_grows_to_the_whole()
    {
        var reports = new Reports();
        await PullAsync(progress: reports);
        Assert.True(reports.Seen.Zip(reports.Seen.Skip(1), (a, b) => b.Bytes >= a.Bytes).All(grows => grows));
        var last = reports.Seen[^1];
        Assert.Equal((weights.Length + 2, weights.Length + 2, 2, 2), (last.Bytes, last.TotalBytes, last.Items, last.TotalItems));
    }

    [Fact]
    public async Task Who_stops_keeps_the_part_that_came()
    {
        (Weights.StallAfter, Weights.Failures) = (100_000, 1);
        using var stop = new CancellationTokenSource();
        var reports = new Reports { Then = progress => { if (progress.Bytes > 50_000) { stop.Cancel(); } } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PullAsync(progress: reports, stop: stop.Token));

        var part = temporary["models--org--tiny", "blobs", $"{Weights.Sum}.incomplete"];
        Assert.InRange(new FileInfo(part).Length, 50_000, 100_000);
        Assert.False(File.Exists(temporary["models--org--tiny", "refs", "main"]));
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(await PullAsync(), "model.safetensors")));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => temporary.Dispose();

    private HubTestFile Weights => server.Repositories["models/org/tiny"]["model.safetensors"];

    private async Task<string> PullAsync(
        string reference = "org/tiny", HubKind kind = HubKind.Model, string[]? patterns = null, string? token = null, bool offline = false,
        IProgress<TransferProgress>? progress = null, CancellationToken stop = default)
    {
        using var client = new HubClient(new HubSettings(temporary.Folder, server.Address)
        {
            Token = token,
            Offline = offline,
            Attempts = 3,
            Timeout = TimeSpan.FromSeconds(1),
            FirstWait = TimeSpan.FromMilliseconds(1),
        });
        return await client.PullAsync(HubReference.Parse(kind, reference), patterns, progress, stop);
    }

    // Refused by name, and neither the file nor a part of it nor a ref stays behind.
    private async Task RefusedAsync(params string[] words)
    {
        var fault = await Assert.ThrowsAsync<WorkbenchException>(() => PullAsync());
        Assert.All(words.Append("org/tiny"), word => Assert.Contains(word, fault.Message));
        Assert.False(File.Exists(temporary["models--org--tiny", "refs", "main"]));
        var left = Directory.Exists(temporary["models--org--tiny"])
            ? Directory.GetFiles(temporary["models--org--tiny"], "*", SearchOption.AllDirectories).Where(file => new FileInfo(file) is { LinkTarget: null, Length: > 2 }).ToArray()
            : [];
        Assert.Empty(left);
        Assert.All(
            Directory.GetFileSystemEntries(temporary.Folder), entry => Assert.Contains(Path.GetFileName(entry), new[] { "models--org--tiny", ".locks" }));
    }

    private sealed class Reports : IProgress<TransferProgress>
    {
        public List<TransferProgress> Seen { get; } = [];

        public Action<TransferProgress>? Then { get; init; }

        public void Report(TransferProgress value)
        {
            Seen.Add(value);
            Then?.Invoke(value);
        }
    }
}
