using Chat.Checker;
using Chat.Client;
using Chat.Client.Accounts;
using Chat.Client.Sending;
using Chat.Client.Storing;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Load.Faults.Histories;

namespace Chat.Load.Faults.Population;

/// <summary>
/// A device of the run: writes down what it does and gets. Each of its connecting is a new process life, from the cursors
/// that the life before saved; what it had not sent yet and what it had read it keeps over its lives, as an application does.
/// </summary>
internal sealed class LoadedDevice(ChatAccount account, RunClock clock) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly MemoryCursorStore _cursors = new();
    private readonly Dictionary<ChatId, Seat> _seats = [];
    private readonly SemaphoreSlim _changing = new(1);
    private volatile ChatClient? _client;
    private long _expectedSince = long.MaxValue;
    private long _appliedCount;

    public ChatAccount Account => account;

    public Journal Journal { get; } = new();

    public Outlook Outlook { get; } = new();

    public IReadOnlyCollection<Seat> Seats => _seats.Values;

    public bool IsPresent => _client is not null;

    /// <summary>Messages that came to the application.</summary>
    public long AppliedCount => Volatile.Read(ref _appliedCount);

    /// <summary>Whether it has been meant to be here for that long.</summary>
    public bool IsExpected(TimeSpan atLeast) => Volatile.Read(ref _expectedSince) <= (clock.Now - atLeast).Ticks;

    /// <summary>Before it connects.</summary>
    public void Join(LoadedChat chat) => _seats.Add(chat.Id, new Seat(chat));

    public Seat SeatIn(LoadedChat chat) => _seats[chat.Id];

    /// <summary>Tries until it has caught up.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var client = new ChatClient(account, new ChatClientOptions { Cursors = _cursors });
            client.Handlers.Message = ApplyAsync;
            client.Handlers.Receipt = SeeAsync;
            Outlook.Attach(client);
            var cursors = await _cursors.LoadAsync(cancellationToken);
            Journal.WriteStarted(clock.Now, [.. cursors.Select(cursor => new Cursor(cursor.Key, cursor.Value))]);
            Volatile.Write(ref _expectedSince, clock.Now.Ticks);
            try
            {
                await client.ConnectAsync(cancellationToken);
                await Outlook.WatchAsync(client, cancellationToken);
                foreach (var seat in Seats.Where(seat => seat.Read > 0))
                    await client.MarkReadAsync(seat.Chat.Id, seat.Read, cancellationToken);
            }
            catch
            {
                await client.DisposeAsync();
                throw;
            }

            Write(JournalEvent.CaughtUp);
            _client = client;
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task DisconnectAsync()
    {
        await _changing.WaitAsync();
        try
        {
            Volatile.Write(ref _expectedSince, long.MaxValue);
            if (_client is not { } client)
                return;
            _client = null;
            await client.DisposeAsync();
            Write(JournalEvent.Disconnected);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Sends until there is an ACK, over process lives if need be.</summary>
    /// <returns>Null: it was refused for good.</returns>
    public async Task<SendAck?> SendAsync(LoadedChat chat, byte[] content, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        Journal.Write(new JournalEntry(
            JournalEvent.SendStarted, clock.Now, chat.Id, ClientMsgId: id, Content: ContentHash.Of(content)));
        while (true)
        {
            try
            {
                if (_client is { } client)
                {
                    var ack = await client.SendAsync(chat.Id, content, new SendOptions { ClientMsgId = id }, cancellationToken);
                    Journal.Write(new JournalEntry(JournalEvent.SendAcked, clock.Now, chat.Id, ack.Seq, id, ack.ServerMsgId));
                    chat.AckCame(ack.Seq);
                    return ack;
                }
            }
            catch (ClientStoppedException stopped) when (stopped.Reason == StopReason.Disposed)
            {
                // It went away in between: the same send goes out when it is back.
            }
            catch (OutboxFullException)
            {
                // The same send goes out when there is room.
            }
            catch (ChatException refusal)
            {
                Journal.Write(new JournalEntry(JournalEvent.SendRefused, clock.Now, chat.Id, ClientMsgId: id));
                Console.WriteLine($"{clock.Now.TotalSeconds,6:0.0} s  a send was refused: {refusal.Message}");
                return null;
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <summary>The user has read what is here of the chat.</summary>
    public async Task ReadAsync(Seat seat, CancellationToken cancellationToken)
    {
        var seq = seat.Applied;
        if (seq <= seat.Read || _client is not { } client)
            return;
        Journal.Write(new JournalEntry(JournalEvent.ReadMarked, clock.Now, seat.Chat.Id, seq));
        seat.Read = seq;
        await client.MarkReadAsync(seat.Chat.Id, seq, cancellationToken);
    }

    public async Task TypeAsync(LoadedChat chat, bool typing, CancellationToken cancellationToken)
    {
        if (_client is { } client)
            await client.TypingAsync(chat.Id, typing, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _changing.Dispose();
        account.Dispose();
    }

    private void Write(JournalEvent happened) => Journal.Write(new JournalEntry(happened, clock.Now));

    private ValueTask ApplyAsync(Message message, CancellationToken cancellationToken)
    {
        Journal.Write(new JournalEntry(
            JournalEvent.Applied,
            clock.Now,
            message.ChatId,
            message.Seq,
            message.ClientMsgId,
            message.ServerMsgId,
            message.From,
            ContentHash.Of(message.Ciphertext)));
        if (_seats.TryGetValue(message.ChatId, out var seat))
            seat.Apply(message.Seq);
        Interlocked.Increment(ref _appliedCount);
        return ValueTask.CompletedTask;
    }

    private ValueTask SeeAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        var seen = receipt.Type == nameof(ReceiptType.READ) ? JournalEvent.ReadSeen : JournalEvent.DeliveredSeen;
        Journal.Write(new JournalEntry(seen, clock.Now, receipt.ChatId, receipt.Seq, User: receipt.UserId));
        return ValueTask.CompletedTask;
    }
}
