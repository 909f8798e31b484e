using System.Net;
using System.Net.Http.Json;
using Chat.Client.Accounts;
using Chat.Client.Connections;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Testing;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Client.Tests.Connections;

public sealed class ConnectionLoopTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TokenServer _server = new();
    private readonly AccountTokens _tokens;
    private readonly List<(string Token, TimeSpan At)> _attempts = [];
    private readonly Queue<Func<Connection.Ended>> _outcomes = [];
    private readonly long _started;

    public ConnectionLoopTests()
    {
        _started = _time.GetTimestamp();
        var first = new Tokens("a0", "r0", 900, new UserId(1), new DeviceId(2));
        _tokens = new AccountTokens(new Uri("http://localhost"), new HttpClient(_server), first, _time.GetUtcNow(), _ => { }, _time);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _tokens.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Waits_grow_with_each_failure_up_to_30_s_and_are_jittered()
    {
        for (var i = 0; i < 9; i++)
            _outcomes.Enqueue(() => throw new ConnectionLostException("No."));
        Ends(CloseReasons.Replaced);

        await RunAsync(random: new HalfRandom());

        var waits = _attempts.Zip(_attempts.Skip(1), (one, next) => (next.At - one.At).TotalSeconds);
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 15, 15, 15], waits);
    }

    [Fact]
    public async Task A_connection_that_caught_up_starts_the_waits_again()
    {
        for (var i = 0; i < 5; i++)
            _outcomes.Enqueue(() => throw new ConnectionLostException("No."));
        _outcomes.Enqueue(() => new Connection.Ended(null, CaughtUp: true));
        _outcomes.Enqueue(() => new Connection.Ended(null, CaughtUp: false));
        Ends(CloseReasons.Replaced);

        await RunAsync(random: new HalfRandom());

        Assert.Equal(TimeSpan.FromSeconds(0.25), _attempts[6].At - _attempts[5].At);
        Assert.Equal(TimeSpan.FromSeconds(0.5), _attempts[7].At - _attempts[6].At);
    }

    [Fact]
    public async Task What_the_server_asks_for_comes_before_the_jitter()
    {
        Ends(CloseReasons.Draining, retryAfterMs: 4_000);
        Ends(CloseReasons.Replaced);

        await RunAsync(random: new HalfRandom());

        Assert.Equal(TimeSpan.FromSeconds(4.25), _attempts[1].At - _attempts[0].At);
    }

    [Theory]
    [InlineData(CloseReasons.Replaced, StopReason.Replaced)]
    [InlineData(CloseReasons.DeviceRevoked, StopReason.DeviceRevoked)]
    [InlineData(CloseReasons.UpgradeRequired, StopReason.UpgradeRequired)]
    public async Task Some_reasons_end_the_loop(string reason, StopReason stop)
    {
        Ends(reason);

        Assert.Equal(stop, await RunAsync());
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task After_token_expired_the_next_attempt_has_a_new_token()
    {
        Ends(CloseReasons.TokenExpired);
        Ends(CloseReasons.Replaced);

        await RunAsync();

        Assert.Equal(["a0", "a1"], _attempts.Select(attempt => attempt.Token));
    }

    [Fact]
    public async Task A_refresh_token_that_is_no_longer_good_ends_the_loop()
    {
        Ends(CloseReasons.TokenExpired);
        _server.Refuses = true;

        Assert.Equal(StopReason.SignedOut, await RunAsync());
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task A_refresh_that_fails_is_tried_again_with_the_same_token()
    {
        Ends(CloseReasons.TokenExpired);
        Ends(CloseReasons.Replaced);
        _server.Failures = 2;

        await RunAsync();

        Assert.Equal(["r0", "r0", "r0"], _server.Asked);
        Assert.Equal(["a0", "a1"], _attempts.Select(attempt => attempt.Token));
    }

    private void Ends(string reason, int? retryAfterMs = null) =>
        _outcomes.Enqueue(() => new Connection.Ended(new Closing(reason, retryAfterMs), CaughtUp: true));

    /// <summary>Runs the loop, letting time pass whenever it waits.</summary>
    private async Task<StopReason> RunAsync(Random? random = null)
    {
        var loop = new ConnectionLoop(
            _tokens,
            (token, _, _) =>
            {
                _attempts.Add((token, _time.GetElapsedTime(_started)));
                return Task.FromResult(_outcomes.Dequeue()());
            },
            _ => { },
            _time,
            random ?? new Random(1),
            NullLogger.Instance);
        var running = loop.RunAsync(_stop.Token);
        await Eventually.True(() =>
        {
            if (!running.IsCompleted && _time.PendingTimers > 0)
                _time.Advance(TimeSpan.FromMilliseconds(250));
            return running.IsCompleted;
        });
        return await running;
    }

    private sealed class HalfRandom : Random
    {
        public override double NextDouble() => 0.5;
    }

    private sealed class TokenServer : HttpMessageHandler
    {
        private int _serial;

        public bool Refuses { get; set; }

        public int Failures { get; set; }

        public List<string?> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadFromJsonAsync(ChatJson.Default.RefreshTokenRequest, cancellationToken);
            Asked.Add(body!.RefreshToken);
            if (Failures-- > 0)
                throw new HttpRequestException("No route.");
            if (Refuses)
            {
                var problem = JsonContent.Create(new Dictionary<string, string> { ["code"] = "bad-refresh-token" });
                return new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = problem };
            }

            _serial++;
            var tokens = new Tokens($"a{_serial}", $"r{_serial}", 900, new UserId(1), new DeviceId(2));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(tokens, ChatJson.Default.Tokens) };
        }
    }
}
