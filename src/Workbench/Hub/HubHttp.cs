using System.Net;
using System.Net.Http.Headers;

namespace Workbench.Hub;

/// <summary>
/// Requests to the Hub: redirects are followed by hand, so that the token goes to the endpoint alone; silence counts as a fault; faults
/// that may pass are told from those that stay.
/// </summary>
internal sealed class HubHttp : IDisposable
{
    private const int MostRedirects = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly HubSettings settings;
    private readonly HttpClient client;

    public HubHttp(HubSettings settings)
    {
        this.settings = settings;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = settings.Timeout })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("workbench", typeof(HubHttp).Assembly.GetName().Version?.ToString(3)));
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <summary>Asks for a file's headers. A redirect that states the file's etag is the answer: it is not followed.</summary>
    public Task<HttpResponseMessage> HeadAsync(HubReference about, Uri address, CancellationToken stop) =>
        SendAsync(about, HttpMethod.Head, address, 0, response => response.Headers.Contains(HubHeaders.LinkedETag), stop);

    /// <summary>Asks for content from a byte on; the caller reads and disposes of the response.</summary>
    public Task<HttpResponseMessage> GetAsync(HubReference about, Uri address, long from, CancellationToken stop) =>
        SendAsync(about, HttpMethod.Get, address, from, _ => false, stop);

    /// <summary>Does something again after a hiccup, each time after twice the wait, as often as the settings allow.</summary>
    /// <param name="about">What messages name.</param>
    /// <param name="attempt">What to do; returns its outcome or throws a <see cref="HubHiccup"/>.</param>
    /// <param name="advance">Something that grows with each success on the way: attempts are then counted anew.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<T> RetryAsync<T>(HubReference about, Func<Task<T>> attempt, Func<long> advance, CancellationToken stop)
    {
        var (failures, reached) = (0, advance());
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (HubHiccup hiccup)
            {
                (failures, reached) = advance() > reached ? (1, advance()) : (failures + 1, reached);
                if (failures >= settings.Attempts)
                {
                    throw new WorkbenchException($"{about}: {hiccup.Message}; gave up after {failures} attempts. What is complete stays in {settings.Cache}: try again later.", hiccup);
                }

                var wait = hiccup.Wait is { } asked && asked <= LongestWait ? asked : settings.FirstWait * Math.Pow(2, failures - 1);
                await Task.Delay(wait < LongestWait ? wait : LongestWait, settings.Clock, stop);
            }
        }
    }

    /// <summary>Reads from a response, and takes a cut or silence for a hiccup.</summary>
    /// <param name="read">The reading; it must heed its token.</param>
    /// <param name="stop">What the user stops.</param>
    public async Task<T> ListenAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken stop)
    {
        using var silence = new CancellationTokenSource(settings.Timeout, settings.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
        try
        {
            return await read(either.Token);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new HubHiccup($"{settings.Endpoint.Authority} was silent for {settings.Timeout.TotalSeconds:0.#} seconds", e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            throw new WorkbenchException(
                $"{settings.Endpoint.Authority} cannot be reached: {e.Message.TrimEnd('.')}. Check the network and HF_ENDPOINT; HF_HUB_OFFLINE=1 works with what the cache holds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new HubHiccup($"the connection to {settings.Endpoint.Authority} failed: {e.Message.TrimEnd('.')}", e);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HubReference about, HttpMethod method, Uri address, long from, Func<HttpResponseMessage, bool> isAnswer, CancellationToken stop)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(method, address);
            if (settings.Token is { } token && HasOrigin(address, settings.Endpoint))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            if (from > 0)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
            }

            var response = await ListenAsync(until => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, until), stop);
            if (response.IsSuccessStatusCode || isAnswer(response) || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return response;
            }

            using (response)
            {
                address = Next(about, address, response) ?? throw HubRefusal.Of(about, settings, address, response);
            }
        }

        throw new WorkbenchException($"{about}: {settings.Endpoint.Authority} redirects more than {MostRedirects} times.");
    }

    private static Uri? Next(HubReference about, Uri address, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
        {
            return null;
        }

        var next = new Uri(address, location);
        return next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp)
            ? next
            : throw new WorkbenchException($"{about}: {address.Authority} redirects to {next.Scheme}://{next.Authority}, which is not encrypted; that is not followed.");
    }

    /// <summary>Whether an address is on the very server that another one names.</summary>
    internal static bool HasOrigin(Uri address, Uri origin) =>
        address.Scheme == origin.Scheme && address.Authority.Equals(origin.Authority, StringComparison.OrdinalIgnoreCase);
}
