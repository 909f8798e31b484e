using Chat.Client.Accounts;
using Chat.Client.Applying;
using Chat.Client.Connections;
using Chat.Client.Counting;
using Chat.Client.Machine;
using Chat.Client.Storing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Client.Tests.Connections;

public sealed class ConnectionTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_connection_that_ends_before_the_machine_has_come_to_it_does_no_harm()
    {
        var random = new Random(1);
        using var saver = new CursorSaver(new MemoryCursorStore(), TimeSpan.FromSeconds(1), _time, NullLogger.Instance);
        var deliveries = new DeliveryLoop(new ChatHandlers(), saver, 10, _time, random, NullLogger.Instance);
        var output = new SessionOutput(deliveries, NullLogger.Instance);
        var machine = new ClientMachine(output, new Dictionary<ChatId, long>(), new ClientMachineOptions(), _time, random, new WireCounter());
        await using var loop = new MachineLoop(machine, _time);
        using var http = new HttpClient();
        using var tokens = new AccountTokens(
            new Uri("http://edge"), http, new Tokens("a", "b", 1_000, new UserId(1), new DeviceId(2)), _time.GetUtcNow(), _ => { }, _time);
        var connection = new Connection(tokens, loop, output, deliveries, _time, random, NullLogger.Instance);

        await connection.RunAsync(new EndedTransport(), "a", () => { }, CancellationToken.None);

        using var stopping = new CancellationTokenSource();
        var running = loop.RunAsync(stopping.Token);
        var reached = new TaskCompletionSource();
        await loop.PostAsync(_ => reached.SetResult(), CancellationToken.None);
        await await Task.WhenAny(reached.Task, running);
        Assert.True(reached.Task.IsCompletedSuccessfully);
        await stopping.CancelAsync();
    }

    /// <summary>Its connections are over as soon as they are there.</summary>
    private sealed class EndedTransport : IHubTransport, IHubSession
    {
        public Task Closed => Task.CompletedTask;

        public Task<IHubSession> ConnectAsync(string accessToken, IHubEvents events, CancellationToken cancellationToken) =>
            Task.FromResult<IHubSession>(this);

        public Task<SendAck> SendAsync(SendRequest request, CancellationToken cancellationToken) => throw Lost();

        public IAsyncEnumerable<Message> SyncAsync(SyncRequest request, CancellationToken cancellationToken) => throw Lost();

        public Task ReceiptAsync(ReceiptRequest request, CancellationToken cancellationToken) => throw Lost();

        public Task TypingAsync(TypingRequest request, CancellationToken cancellationToken) => throw Lost();

        public Task OpenChatAsync(OpenChatRequest request, CancellationToken cancellationToken) => throw Lost();

        public Task CloseChatAsync(OpenChatRequest request, CancellationToken cancellationToken) => throw Lost();

        public Task<IReadOnlyList<UserPresence>> WatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken) =>
            throw Lost();

        public Task UnwatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken) => throw Lost();

        public Task RenewAsync(string accessToken, CancellationToken cancellationToken) => throw Lost();

        public Task<Heads> HeartbeatAsync(CancellationToken cancellationToken) => throw Lost();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static ConnectionLostException Lost() => new("It is over.");
    }
}
