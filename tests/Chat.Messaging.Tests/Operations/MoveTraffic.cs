using System.Collections.Concurrent;
using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Chat.Testing;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

/// <summary>A client in each chat that sends one message after the other, each until it is acknowledged, and another that
/// reads them; by any of the replicas.</summary>
public sealed class MoveTraffic : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private readonly ChatId[] _chats;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ChatId, ConcurrentDictionary<Guid, long>> _acknowledged = new();
    private readonly Task[] _clients;
    private volatile Replica[] _replicas = [];

    public MoveTraffic(ChatId[] chats, UserId sender, UserId reader)
    {
        _chats = chats;
        _clients = [.. chats.Select(chat => SendAsync(chat, sender, reader))];
    }

    /// <summary>From now on these serve.</summary>
    public void Serve(params Replica[] replicas) => _replicas = replicas;

    /// <summary>Ends when each of these chats has had three more messages acknowledged.</summary>
    public async Task AcknowledgesAsync(IReadOnlyCollection<ChatId> chats)
    {
        var before = chats.ToDictionary(chat => chat, Count);
        await Eventually.Succeeds(
            _ =>
            {
                Assert.All(chats, chat => Assert.True(Count(chat) >= before[chat] + 3));
                return Task.CompletedTask;
            },
            what: "messages are acknowledged");
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
    }

    /// <summary>What was acknowledged is there, under its seq; seqs are 1, 2, 3 …; nothing is there that was not sent.</summary>
    public async Task CheckAsync(Shards shards)
    {
        foreach (var chat in _chats)
        {
            var stored = new Dictionary<Guid, long>();
            var seqs = new List<long>();
            await using var command = shards.Of(chat).Source.CreateCommand("SELECT client_msg_id, seq FROM message WHERE chat_id = $1 ORDER BY seq");
            command.Parameters.AddWithValue(chat.Value);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                stored.Add(reader.GetGuid(0), reader.GetInt64(1));
                seqs.Add(reader.GetInt64(1));
            }

            Assert.Equal(Enumerable.Range(1, seqs.Count).Select(seq => (long)seq), seqs);
            Assert.Equal(_acknowledged[chat].OrderBy(ack => ack.Value), stored.OrderBy(message => message.Value));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private int Count(ChatId chat) => _acknowledged.TryGetValue(chat, out var acknowledged) ? acknowledged.Count : 0;

    private async Task SendAsync(ChatId chat, UserId sender, UserId reader)
    {
        var acknowledged = _acknowledged.GetOrAdd(chat, _ => new ConcurrentDictionary<Guid, long>());
        using var pace = new PeriodicTimer(Pace);
        var (next, tries) = (Guid.NewGuid(), 0);
        // Also when it is to stop, a message is sent until it is acknowledged: whether it is stored is known then.
        while (await pace.WaitForNextTickAsync())
        {
            if (_replicas is not { Length: > 0 } replicas)
                continue;
            var replica = replicas[tries++ % replicas.Length];
            var sent = (await replica.SendAsync(Replica.Send(chat, sender, next)))[0];
            if (sent.Error.Length > 0)
            {
                Assert.Equal("unavailable", sent.Error);
                continue;
            }

            Assert.True(acknowledged.TryAdd(next, sent.Seq));
            Assert.Contains((await replica.MarkAsync(chat, reader, delivered: sent.Seq)).Error, (string[])["", "unavailable"]);
            if (_stop.IsCancellationRequested)
                return;
            next = Guid.NewGuid();
        }
    }
}
