using System.Net.Http.Json;
using Chat.Contracts;
using Chat.Contracts.Rest;

namespace Chat.Client.Accounts;

/// <summary>
/// A device's tokens, refreshed before the access token expires. One refresh at a time: refresh tokens rotate, and a second
/// use of an old one revokes the device.
/// </summary>
internal sealed class AccountTokens(
    Uri edge, HttpClient http, Tokens tokens, DateTimeOffset obtainedAt, Action<Tokens> changed, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile Held _held = new(tokens, obtainedAt);

    public Tokens Current => _held.Tokens;

    /// <summary>A minute before the access token expires, or at four fifths of a short one's life.</summary>
    public DateTimeOffset RefreshAt => _held.RefreshAt;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        var held = _held;
        return time.GetUtcNow() < held.RefreshAt
            ? held.Tokens.AccessToken
            : await RefreshAsync(held.Tokens.AccessToken, cancellationToken);
    }

    /// <summary>Gets another access token than the one given, which was refused or is about to expire.</summary>
    /// <exception cref="Contracts.Errors.ChatException"><c>bad-refresh-token</c>: the device must log in again.</exception>
    public async Task<string> RefreshAsync(string accessToken, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (_held.Tokens.AccessToken != accessToken)
                return _held.Tokens.AccessToken;

            // Not cancelled with the caller: a rotation whose answer is dropped counts against the device.
            using var response = await http.PostAsJsonAsync(
                new Uri(edge, "/api/tokens/refresh"),
                new RefreshTokenRequest(_held.Tokens.RefreshToken),
                ChatJson.Default.RefreshTokenRequest,
                CancellationToken.None);
            if (!response.IsSuccessStatusCode)
                throw await Problem.ReadAsync(response, cancellationToken);

            var fresh = await response.Content.ReadFromJsonAsync(ChatJson.Default.Tokens, CancellationToken.None)
                ?? throw new InvalidDataException("The refresh's answer is empty.");
            _held = new Held(fresh, time.GetUtcNow());
            changed(fresh);
            return fresh.AccessToken;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private sealed record Held(Tokens Tokens, DateTimeOffset At)
    {
        public DateTimeOffset RefreshAt
        {
            get
            {
                var life = TimeSpan.FromSeconds(Tokens.ExpiresIn);
                return At + life - (life / 5 < Margin ? life / 5 : Margin);
            }
        }
    }
}
