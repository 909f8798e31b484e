using Chat.Client.Accounts;
using Chat.Client.Counting;
using Chat.Client.Sending;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client;

/// <summary>
/// A device's connection to its chats. Reconnects, repairs and resends by itself until it is disposed of or the server tells
/// it not to come back.
/// </summary>
/// <param name="account">Logged in. Not disposed of with the client.</param>
public sealed class ChatClient(ChatAccount account, ChatClientOptions? options = null) : IAsyncDisposable
{
    private readonly ChatClientOptions _options = options ?? new ChatClientOptions();
    private readonly WireCounter _counter = new();
    private readonly SemaphoreSlim _starting = new(1);
    private ClientRun? _run;
    private bool _disposed;

    public ChatHandlers Handlers { get; } = new();

    public ConnectionState State => _run?.State ?? ConnectionState.Stopped;

    /// <summary>How messages came over the wire so far.</summary>
    public WireCounts Counts => _counter.Read();

    /// <summary>Sends that wait for their ACK.</summary>
    public int Unsent => _run?.Unsent ?? 0;

    /// <summary>
    /// Connects, and returns when the device has caught up: what was sent while it was away is with <see cref="Handlers"/>.
    /// Tries until then; from then on keeps connected. After <see cref="Stopped"/> it can be called again.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the connecting.</param>
    /// <exception cref="ClientStoppedException">The server does not want this device.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        var run = await StartAsync(cancellationToken);
        run.Connect();
        await run.CaughtUpAsync(cancellationToken);
    }

    /// <summary>Completes when the client no longer reconnects by itself.</summary>
    /// <exception cref="InvalidOperationException">It was never asked to connect.</exception>
    public Task<StopReason> Stopped => Run.Stopped;

    /// <summary>
    /// Sends, and returns with the ACK: the message is durable at that seq. While offline it waits. Sends to one chat are
    /// stored in the order of the calls, also after a lost connection; with more than one under way
    /// (<see cref="ChatClientOptions.SendWindow"/>) a send that had left before an earlier one turned out unavailable may be
    /// stored before it.
    /// </summary>
    /// <param name="ciphertext">At most 64 KiB; not to be changed until the call returns.</param>
    /// <param name="cancellationToken">Ends the waiting; a send that has not left yet is taken back.</param>
    /// <exception cref="ChatException">The server refused it for good.</exception>
    /// <exception cref="OutboxFullException">Too many sends wait.</exception>
    /// <exception cref="ClientStoppedException">The client stopped before the ACK.</exception>
    public async Task<SendAck> SendAsync(
        ChatId chat, byte[] ciphertext, SendOptions? send = null, CancellationToken cancellationToken = default)
    {
        if (ciphertext.Length > Limits.MaxCiphertext)
            throw new ChatException(ErrorCodes.TooLarge, $"A message is at most {Limits.MaxCiphertext} bytes.");

        var request = new SendRequest(
            send?.ClientMsgId ?? Guid.CreateVersion7(),
            chat,
            ciphertext,
            send?.MediaIds,
            send?.Kind == MessageKind.Event ? MessageKindText.Write(MessageKind.Event) : null,
            send?.RefSeq);
        return await Run.SendAsync(request, cancellationToken);
    }

    /// <summary>The user has read up to this message. The claim goes out with the next receipts, and again after a reconnect.</summary>
    public ValueTask MarkReadAsync(ChatId chat, long seq, CancellationToken cancellationToken = default) =>
        Run.PostAsync(machine => machine.Read(chat, seq), cancellationToken);

    /// <summary>The user types in this chat, or no longer does. To be called with each key: the others hear of it at once, and then
    /// as often as it takes. Of no account while offline.</summary>
    public ValueTask TypingAsync(ChatId chat, bool typing, CancellationToken cancellationToken = default) =>
        Run.PostAsync(machine => machine.Screen.Typing.Say(chat, typing), cancellationToken);

    /// <summary>The screen shows this chat: also a channel above 10,000 members is pushed from now on, on each connection. At most
    /// 10; one more closes the one that was opened first.</summary>
    public ValueTask OpenChatAsync(ChatId chat, CancellationToken cancellationToken = default) =>
        Run.PostAsync(machine => machine.Screen.Open.Open(chat), cancellationToken);

    public ValueTask CloseChatAsync(ChatId chat, CancellationToken cancellationToken = default) =>
        Run.PostAsync(machine => machine.Screen.Open.Close(chat), cancellationToken);

    /// <summary>The screen shows these users: <see cref="ChatHandlers.Presence"/> is told how they are, and of each change, on each
    /// connection. Who shares no chat with the user is left out. At most 500; more end the oldest watches.</summary>
    public ValueTask WatchPresenceAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default) =>
        Run.PostAsync(machine => machine.Screen.Watched.Watch(users), cancellationToken);

    public ValueTask UnwatchPresenceAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default) =>
        Run.PostAsync(machine => machine.Screen.Watched.Unwatch(users), cancellationToken);

    /// <summary>Ends the connection and saves the cursors. What the application was not told yet comes again next time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_run is not null)
                await _run.DisposeAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    private ClientRun Run => _run ?? throw new InvalidOperationException("Connect first.");

    private async Task<ClientRun> StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _run ??= await ClientRun.StartAsync(account, Handlers, _options, _counter, cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }
}
