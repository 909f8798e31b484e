using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Chat.Client.Accounts;
using Chat.Contracts.Hub;

namespace Chat.Client.Connections;

/// <summary>SignalR's negotiation, version 1: which connection, and the cookies that tie the upgrade to the same gateway.</summary>
/// <param name="Token">The connection token: <c>id</c> of the upgrade.</param>
internal sealed record Negotiation(string ConnectionId, string Token, CookieContainer Cookies)
{
    public static async Task<Negotiation> PostAsync(HttpClient http, Uri hub, string accessToken, CancellationToken cancellationToken)
    {
        var address = new Uri($"{hub.AbsoluteUri}/negotiate?negotiateVersion=1&v={HubRoute.Version}");
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HandshakeRefusedException(
                (int)response.StatusCode, await Problem.ReadCodeAsync(response, cancellationToken), RetryAfter.Of(response));
        }

        var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellationToken)
            ?? throw new ConnectionLostException("The negotiation's answer is empty.");
        if (answer.Error is not null || answer.ConnectionId is null)
            throw new ConnectionLostException($"The negotiation failed: {answer.Error}");
        if (answer.AvailableTransports?.Any(transport => transport.Transport == "WebSockets") != true)
            throw new ConnectionLostException("The hub offers no WebSockets.");

        // Kept per connection: a cookie shared by many devices of a process would send them all to one gateway.
        var cookies = new CookieContainer();
        if (response.Headers.TryGetValues("Set-Cookie", out var headers))
        {
            foreach (var header in headers)
                cookies.SetCookies(address, header);
        }

        return new Negotiation(answer.ConnectionId, answer.ConnectionToken ?? answer.ConnectionId, cookies);
    }

    private sealed record Answer(
        string? ConnectionId, string? ConnectionToken, IReadOnlyList<OfferedTransport>? AvailableTransports, string? Error);

    private sealed record OfferedTransport(string? Transport);
}
