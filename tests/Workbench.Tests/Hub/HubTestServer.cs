using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Workbench.Tests.Hub;

/// <summary>
/// A Hub on the loopback, with a second server that large files are redirected to, as the real one's. Files can be told to misbehave.
/// </summary>
public sealed class HubTestServer : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly WebApplication hub;
    private readonly WebApplication storage;
    private readonly ConcurrentDictionary<string, int> failures = new();

    private HubTestServer(WebApplication hub, WebApplication storage)
    {
        this.hub = hub;
        this.storage = storage;
    }

    /// <summary>The files by "models/NAME" or "datasets/NAME", then by name.</summary>
    public Dictionary<string, Dictionary<string, HubTestFile>> Repositories { get; } = [];

    /// <summary>Every request: server, method, path, whether it carried a token, and from which byte on.</summary>
    public ConcurrentQueue<HubTestRequest> Requests { get; } = [];

    /// <summary>The token that a private repository asks for; null lets everybody in.</summary>
    public string? RequiredToken { get; set; }

    public string Address { get; private set; } = "";

    public static async Task<HubTestServer> StartAsync()
    {
        var server = new HubTestServer(Build(), Build());
        server.hub.Run(server.AnswerAsync);
        server.storage.Run(server.ServeAsync);
        await server.hub.StartAsync();
        await server.storage.StartAsync();
        server.Address = AddressOf(server.hub);
        return server;
    }

    /// <summary>Adds a file; its repository is made with it.</summary>
    public HubTestFile Add(string repository, string name, byte[] content, bool large = false)
    {
        if (!Repositories.TryGetValue(repository, out var files))
        {
            Repositories[repository] = files = [];
        }

        return files[name] = new HubTestFile(content, large);
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await storage.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        return builder.Build();
    }

    private static string AddressOf(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private async Task AnswerAsync(HttpContext context)
    {
        Note("hub", context);
        if (RequiredToken is { } token && context.Request.Headers.Authorization != $"Bearer {token}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        var path = context.Request.Path.Value!.TrimStart('/');
        await (path.StartsWith("api/", StringComparison.Ordinal) ? ListAsync(context, path[4..]) : ResolveAsync(context, path));
    }

    private async Task ListAsync(HttpContext context, string path)
    {
        var (repository, revision) = Cut(path, "/revision/");
        if (!Repositories.TryGetValue(repository, out var files))
        {
            Refuse(context, 404, "RepoNotFound");
        }
        else if (Uri.UnescapeDataString(revision) is not ("main" or Commit or "v1.0" or "refs/pr/1"))
        {
            Refuse(context, 404, "RevisionNotFound");
        }
        else if (files.Values.FirstOrDefault(file => file.ListFault is not null)?.ListFault is { } fault)
        {
            await context.Response.WriteAsync(fault);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(new
            {
                sha = Commit,
                siblings = files.Select(pair => new
                {
                    rfilename = pair.Key,
                    size = pair.Value.Content.Length,
                    lfs = pair.Value.Large ? new { sha256 = pair.Value.StatedSum, size = pair.Value.Content.Length } : null,
                }),
            });
        }
    }

    private async Task ResolveAsync(HttpContext context, string path)
    {
        var (repository, rest) = Cut(path, "/resolve/");
        var name = rest[(rest.IndexOf('/') + 1)..];
        repository = repository.StartsWith("datasets/", StringComparison.Ordinal) ? repository : $"models/{repository}";
        if (!Repositories.TryGetValue(repository, out var files) || !files.TryGetValue(name, out var file))
        {
            Refuse(context, 404, "EntryNotFound");
            return;
        }

        if (file.StatusFaults.TryDequeue(out var status))
        {
            context.Response.StatusCode = status;
            if (status == 429)
            {
                context.Response.Headers.RetryAfter = "0";
            }

            return;
        }

        context.Response.Headers["X-Repo-Commit"] = Commit;
        if (!file.Large)
        {
            context.Response.Headers.ETag = $"\"{file.ETag}\"";
            await SendAsync(context, file, $"{repository}/{name}");
            return;
        }

        context.Response.Headers["X-Linked-Etag"] = $"\"{file.StatedSum}\"";
        context.Response.Headers["X-Linked-Size"] = file.StatedSize.ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = file.RedirectTo ?? $"{AddressOf(storage)}/{repository}/{name}?signature=secret";
    }

    private async Task ServeAsync(HttpContext context)
    {
        Note("storage", context);
        var path = context.Request.Path.Value!.TrimStart('/');
        var (repository, name) = Repositories.SelectMany(pair => pair.Value.Keys.Select(name => (pair.Key, name))).First(pair => path == $"{pair.Key}/{pair.name}");
        await SendAsync(context, Repositories[repository][name], path);
    }

    private async Task SendAsync(HttpContext context, HubTestFile file, string key)
    {
        var range = context.Request.GetTypedHeaders().Range?.Ranges.SingleOrDefault();
        var from = (int)(file.IgnoresRanges ? 0 : range?.From ?? 0);
        if (from >= file.Content.Length && from > 0)
        {
            context.Response.StatusCode = 416;
            return;
        }

        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{file.Content.Length - 1}/{file.Content.Length}";
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentLength = file.StatedSize;
            return;
        }

        var body = file.Content.AsMemory(from);
        var faulty = (file.CutAfter ?? file.StallAfter) is not null && failures.AddOrUpdate(key, 1, (_, count) => count + 1) <= file.Failures;
        if (!faulty)
        {
            await context.Response.Body.WriteAsync(file.Tail is { } tail ? (byte[])[.. body.Span, .. tail] : body);
            return;
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body[..Math.Min(body.Length, (file.CutAfter ?? file.StallAfter)!.Value)]);
        await context.Response.Body.FlushAsync();
        if (file.StallAfter is not null)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await Task.Delay(100); // what was sent arrives before the reset
        context.Abort();
    }

    private void Note(string server, HttpContext context) => Requests.Enqueue(new HubTestRequest(
        server, context.Request.Method, context.Request.Path.Value!, context.Request.Headers.Authorization.ToString(),
        context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0));

    private static void Refuse(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["X-Error-Code"] = code;
    }

    private static (string Before, string After) Cut(string text, string at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + at.Length)..]);
    }
}

/// <summary>A file of the test server, and how it misbehaves.</summary>
public sealed class HubTestFile(byte[] content, bool large)
{
    public byte[] Content { get; } = content;

    /// <summary>Kept by Git LFS: known by its sha256 and redirected to the storage server.</summary>
    public bool Large { get; } = large;

    public string ETag { get; init; } = Convert.ToHexStringLower(SHA1.HashData(content));

    public string Sum => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>What the server says the checksum is.</summary>
    public string StatedSum { get => field ?? Sum; set; }

    /// <summary>What the server says the size is, in the file's headers.</summary>
    public long StatedSize { get => field == 0 ? Content.Length : field; set; }

    /// <summary>Cut the connection after so many bytes, <see cref="Failures"/> times.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Fall silent after so many bytes, <see cref="Failures"/> times.</summary>
    public int? StallAfter { get; set; }

    public int Failures { get; set; } = 1;

    /// <summary>Statuses that come before any answer, one a request.</summary>
    public ConcurrentQueue<int> StatusFaults { get; } = [];

    /// <summary>Bytes that are sent after the end.</summary>
    public byte[]? Tail { get; set; }

    public bool IgnoresRanges { get; set; }

    /// <summary>Where the redirect of a large file leads instead of the storage server.</summary>
    public string? RedirectTo { get; set; }

    /// <summary>What is answered instead of the list of files.</summary>
    public string? ListFault { get; set; }
}

/// <summary>A request that the test server saw.</summary>
public sealed record HubTestRequest(string Server, string Method, string Path, string Authorization, long From);
