using Chat.Client;
using Chat.Client.Accounts;
using Chat.Client.Counting;
using Chat.Client.Sending;
using Chat.Client.Storing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Load.Replaying;

/// <summary>One device: a client that writes down what it gets, and that can go away and come back as a new process would.</summary>
internal sealed class ReplayedDevice(ChatAccount account, ReplayRun run, bool claimDelivered) : IAsyncDisposable
{
    private readonly MemoryCursorStore _cursors = new();
    private readonly Dictionary<ChatId, (ReplayedRoom Room, List<Received> Messages)> _received = [];
    private readonly SemaphoreSlim _changing = new(1);
    private TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ChatClient? _client;
    private long _liveSince = long.MaxValue;
    private long _count;

    public ChatAccount Account => account;

    public bool IsAway => _client is null;

    /// <summary>Whether it went away on purpose during the run.</summary>
    public bool WasAway { get; private set; }

    /// <summary>Of connections that are over.</summary>
    public WireCounts EarlierCounts { get; private set; }

    public WireCounts Counts => Sum(EarlierCounts, _client?.Counts ?? default);

    public long ReceivedCount => Interlocked.Read(ref _count);

    public long ExpectedCount => _received.Values.Sum(chat => (long)chat.Room.Lines.Count);

    public bool IsComplete => ReceivedCount >= ExpectedCount;

    public IEnumerable<(ReplayedRoom Room, List<Received> Messages)> Chats => _received.Values;

    /// <summary>Before it connects.</summary>
    public void Join(ReplayedRoom room) => _received.Add(room.Chat, (room, []));

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var client = new ChatClient(account, new ChatClientOptions { Cursors = _cursors, ClaimDelivered = claimDelivered });
            client.Handlers.Message = ReceiveAsync;
            try
            {
                await client.ConnectAsync(cancellationToken);
            }
            catch
            {
                await client.DisposeAsync();
                throw;
            }

            Volatile.Write(ref _liveSince, run.Time.GetTimestamp());
            _client = client;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Goes away until the task ends, or until it is its turn to speak.</summary>
    public async Task GoAwayAsync(Func<CancellationToken, Task> until, CancellationToken cancellationToken)
    {
        WasAway = true;
        await DisconnectAsync();
        using var back = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var away = until(back.Token);
        await Task.WhenAny(away, _wanted.Task);
        await back.CancelAsync();
        await away.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ConnectAsync(cancellationToken);
    }

    public async Task<SendAck> SendAsync(ChatId chat, byte[] text, Guid clientMsgId, CancellationToken cancellationToken)
    {
        while (true)
        {
            _wanted.TrySetResult();
            await _changing.WaitAsync(cancellationToken);
            var client = _client;
            _changing.Release();
            if (client is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), run.Time, cancellationToken);
                continue;
            }

            try
            {
                return await client.SendAsync(chat, text, new SendOptions { ClientMsgId = clientMsgId }, cancellationToken);
            }
            catch (ClientStoppedException stopped) when (stopped.Reason == StopReason.Disposed)
            {
                // It went away in between: the same send goes out when it is back.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _changing.Dispose();
        account.Dispose();
    }

    private async Task DisconnectAsync()
    {
        await _changing.WaitAsync();
        try
        {
            if (_client is null)
                return;
            _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _liveSince, long.MaxValue);
            await _client.DisposeAsync();
            EarlierCounts = Sum(EarlierCounts, _client.Counts);
            _client = null;
        }
        finally
        {
            _changing.Release();
        }
    }

    private ValueTask ReceiveAsync(Message message, CancellationToken cancellationToken)
    {
        var (room, messages) = _received[message.ChatId];
        var line = run.LineOf(message) is { } found && found.Room == room.Number
            && message.Ciphertext.AsSpan().SequenceEqual(room.Lines[found.Line].Text)
                ? found.Line
                : -1;
        messages.Add(new Received(message.Seq, line));
        Interlocked.Increment(ref _count);
        run.Moved();
        if (line < 0 || room.SentFrom[line] == this)
            return ValueTask.CompletedTask;

        // A message from while it was away says nothing about the way of a message.
        var sentAt = room.SentAt(line);
        if (sentAt >= Volatile.Read(ref _liveSince))
            run.Delivery.Record(run.Time.GetElapsedTime(sentAt));
        return ValueTask.CompletedTask;
    }

    private static WireCounts Sum(WireCounts a, WireCounts b) => new(
        a.Pushed + b.Pushed, a.Replayed + b.Replayed, a.Repaired + b.Repaired, a.Repeated + b.Repeated, a.Refused + b.Refused);
}
