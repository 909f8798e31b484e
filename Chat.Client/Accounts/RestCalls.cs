using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chat.Client.Connections;
using Chat.Contracts;

namespace Chat.Client.Accounts;

/// <summary>
/// One way of calling the REST interface: bearer token, refreshed once when it is refused; an answer of 429 or 503 that names
/// <c>Retry-After</c> was turned away before anything was done and is asked again.
/// </summary>
internal sealed class RestCalls(Uri edge, HttpClient http, TimeProvider time)
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Where tokens come from; without it calls carry none.</summary>
    public AccountTokens? Tokens { get; set; }

    public async Task<T> CallAsync<T>(
        HttpMethod method, string path, object? body, bool anonymous = false, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(method, path, body, anonymous, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync(typeof(T), ChatJson.Default.Options, cancellationToken);
        return (T)(answer ?? throw new JsonException("An answer without content."));
    }

    public async Task CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, anonymous: false, cancellationToken);
    }

    /// <summary>A list page by page, to its end.</summary>
    /// <param name="limit">Of a page, no more than the server gives.</param>
    /// <param name="idOf">What <c>after</c> names.</param>
    public async IAsyncEnumerable<T> PagesAsync<T, TId>(
        string path, int limit, Func<T, TId> idOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        while (true)
        {
            var page = await CallAsync<IReadOnlyList<T>>(
                HttpMethod.Get, $"{path}?limit={limit}{after}", null, cancellationToken: cancellationToken);
            foreach (var item in page)
                yield return item;
            if (page.Count < limit)
                yield break;
            after = $"&after={idOf(page[^1])}";
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, bool anonymous, CancellationToken cancellationToken)
    {
        var refreshed = false;
        for (var attempt = 1; ; attempt++)
        {
            var tokens = anonymous ? null : Tokens ?? throw new InvalidOperationException("Log in first.");
            var token = tokens is null ? null : await tokens.GetAsync(cancellationToken);
            using var request = new HttpRequestMessage(method, new Uri(edge, path));
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (body is not null)
                request.Content = JsonContent.Create(body, body.GetType(), options: ChatJson.Default.Options);

            var response = await http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;

            using (response)
            {
                if (response.StatusCode == HttpStatusCode.Unauthorized && tokens is not null && !refreshed)
                {
                    refreshed = true;
                    await tokens.RefreshAsync(token!, cancellationToken);
                    continue;
                }

                if (attempt < MaxAttempts && response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                    && RetryAfter.Of(response) is { } wait && wait <= LongestWait)
                {
                    await Task.Delay(wait, time, cancellationToken);
                    continue;
                }

                throw await Problem.ReadAsync(response, cancellationToken);
            }
        }
    }
}
