using Chat.Client.Media;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;

namespace Chat.Client.Accounts;

/// <summary>
/// A user on one device, over REST: sign up, log in, tokens, devices; chats are under <see cref="Chats"/>. Refusals throw
/// <see cref="Contracts.Errors.ChatException"/> with the protocol's code, outages <see cref="HttpRequestException"/>.
/// </summary>
public sealed class ChatAccount : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly TimeProvider _time;
    private readonly RestCalls _calls;
    private readonly Lazy<HttpClient> _store;
    private readonly Lazy<AccountMedia> _media;
    private AccountTokens? _tokens;

    /// <param name="edge">The public origin, <c>http://localhost:8080</c> in the local run.</param>
    /// <param name="http">May be shared by many accounts; should not keep cookies. Without it the account has its own.</param>
    /// <param name="store">For the blob store of media; gets no token. Its time-out should be none: transfers that stand still
    /// are ended otherwise. Without it the account has its own.</param>
    public ChatAccount(Uri edge, HttpClient? http = null, TimeProvider? time = null, HttpClient? store = null)
    {
        Edge = edge;
        _ownsHttp = http is null;
        _http = http ?? new HttpClient(new SocketsHttpHandler { UseCookies = false });
        _time = time ?? TimeProvider.System;
        _calls = new RestCalls(edge, _http, _time);
        Chats = new AccountChats(_calls);
        Blocks = new AccountBlocks(_calls);
        Presence = new AccountPresence(_calls);
        _store = new Lazy<HttpClient>(() => new HttpClient(new SocketsHttpHandler { UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan });
        _media = new Lazy<AccountMedia>(() => new AccountMedia(_calls, store ?? _store.Value, _time));
    }

    public Uri Edge { get; }

    public AccountChats Chats { get; }

    public AccountBlocks Blocks { get; }

    public AccountPresence Presence { get; }

    public AccountMedia Media => _media.Value;

    /// <summary>The present tokens, to be kept (safely) where the application keeps its secrets.</summary>
    /// <exception cref="InvalidOperationException">Not logged in.</exception>
    public Tokens Tokens => Held.Current;

    public UserId UserId => Tokens.UserId;

    public DeviceId DeviceId => Tokens.DeviceId;

    /// <summary>Called with each new pair: refresh tokens rotate, and the old one must not be used again.</summary>
    public Action<Tokens>? TokensChanged { get; set; }

    internal AccountTokens Held => _tokens ?? throw new InvalidOperationException("Log in first.");

    internal HttpClient Http => _http;

    public async Task<UserId> SignUpAsync(
        string userName, string password, string? displayName = null, CancellationToken cancellationToken = default)
    {
        var request = new CreateUserRequest(userName, password, displayName);
        var created = await _calls.CallAsync<UserCreated>(
            HttpMethod.Post, "/api/users", request, anonymous: true, cancellationToken);
        return created.UserId;
    }

    /// <param name="deviceId">One of the user's own devices; without it this is a new device.</param>
    public async Task LogInAsync(
        string userName, string password, string deviceName, DeviceId? deviceId = null, CancellationToken cancellationToken = default)
    {
        var request = new CreateTokenRequest(userName, password, new TokenDevice(deviceName, deviceId));
        var tokens = await _calls.CallAsync<Tokens>(
            HttpMethod.Post, "/api/tokens", request, anonymous: true, cancellationToken);
        Resume(tokens, _time.GetUtcNow());
        TokensChanged?.Invoke(tokens);
    }

    /// <summary>Goes on with tokens that were kept.</summary>
    public void Resume(Tokens tokens, DateTimeOffset obtainedAt)
    {
        _tokens?.Dispose();
        _tokens = new AccountTokens(Edge, _http, tokens, obtainedAt, fresh => TokensChanged?.Invoke(fresh), _time);
        _calls.Tokens = _tokens;
    }

    /// <summary>The access token, refreshed if it is about to expire.</summary>
    public ValueTask<string> GetAccessTokenAsync(CancellationToken cancellationToken = default) => Held.GetAsync(cancellationToken);

    public Task<IReadOnlyList<Device>> ListDevicesAsync(CancellationToken cancellationToken = default) =>
        _calls.CallAsync<IReadOnlyList<Device>>(HttpMethod.Get, "/api/devices", null, cancellationToken: cancellationToken);

    /// <summary>Signs one of the user's devices out: its tokens end at once.</summary>
    public Task RevokeDeviceAsync(DeviceId deviceId, CancellationToken cancellationToken = default) =>
        _calls.CallAsync(HttpMethod.Delete, $"/api/devices/{deviceId}", null, cancellationToken);

    public Task<User> GetUserAsync(UserId userId, CancellationToken cancellationToken = default) =>
        _calls.CallAsync<User>(HttpMethod.Get, $"/api/users/{userId}", null, cancellationToken: cancellationToken);

    public Task<User> FindUserAsync(string userName, CancellationToken cancellationToken = default) =>
        _calls.CallAsync<User>(
            HttpMethod.Get, $"/api/users?userName={Uri.EscapeDataString(userName)}", null, cancellationToken: cancellationToken);

    public void Dispose()
    {
        _tokens?.Dispose();
        if (_ownsHttp)
            _http.Dispose();
        if (_store.IsValueCreated)
            _store.Value.Dispose();
    }
}
