using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Builder;

namespace Chat.Gateway.Tests.Wire;

/// <summary>What a gateway needs of Chat.Messaging, over the real internal routes, with chats in memory. Everybody is a
/// member of every chat, except of <see cref="Foreign"/>.</summary>
internal sealed class MessagingServer : IAsyncDisposable
{
    public static readonly ChatId Foreign = new(3 * 256);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<ChatId, List<StoredMessage>> _chats = new();

    private MessagingServer(WebApplication app) => _app = app;

    public ConcurrentDictionary<DeviceId, bool> Revoked { get; } = new();

    /// <summary>Users whose devices cannot be checked now.</summary>
    public ConcurrentDictionary<UserId, bool> Away { get; } = new();

    /// <summary>Users who are members of no chat any more.</summary>
    public ConcurrentDictionary<UserId, bool> Removed { get; } = new();

    public ConcurrentQueue<WatermarkItem> Watermarks { get; } = new();

    /// <summary>Awaited before a batch is written.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static async Task<MessagingServer> StartAsync(StackSettings settings)
    {
        var server = new MessagingServer(InternalServer.Build(ServiceNames.Messaging, settings));
        server._app.MapInternal(InternalRoutes.Write, WriteBatch.Parser, server.WriteAsync);
        server._app.MapInternal(InternalRoutes.Devices, DevicesQuery.Parser, server.CheckAsync);
        server._app.MapInternal(InternalRoutes.Heads, HeadsQuery.Parser, server.HeadsAsync);
        server._app.MapInternal(InternalRoutes.Membership, MembershipQuery.Parser, server.MembershipAsync);
        server._app.MapInternalStream(InternalRoutes.Sync, SyncQuery.Parser, server.SyncAsync);
        await server._app.StartAsync();
        return server;
    }

    public StoredMessage Store(ChatId chat, byte[] ciphertext)
    {
        var messages = _chats.GetOrAdd(chat, _ => []);
        lock (messages)
        {
            var message = Given.Stored(chat, messages.Count + 1);
            message.Ciphertext = Google.Protobuf.ByteString.CopyFrom(ciphertext);
            messages.Add(message);
            return message;
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<WriteResult> WriteAsync(WriteBatch batch, CancellationToken cancellation)
    {
        await Gate.WaitAsync(cancellation);
        var result = new WriteResult();
        foreach (var send in batch.Sends)
        {
            var chat = new ChatId(send.ChatId);
            result.Sends.Add(chat == Foreign
                ? new SendResult { Error = ErrorCodes.ChatNotFound }
                : new SendResult { Seq = Store(chat, send.Ciphertext.ToByteArray()).Seq, SentAt = 1_700_000_000_123 });
        }

        foreach (var watermark in batch.Watermarks)
        {
            Watermarks.Enqueue(watermark);
            result.Watermarks.Add(new WatermarkResult { Error = new ChatId(watermark.ChatId) == Foreign ? ErrorCodes.NotAMember : "" });
        }

        return result;
    }

    private Task<DevicesResult> CheckAsync(DevicesQuery query, CancellationToken cancellation)
    {
        if (query.Devices.Any(device => Away.ContainsKey(new UserId(device.UserId))))
            throw ChatException.Unavailable("The directory is away.");
        return Task.FromResult(new DevicesResult { Active = { query.Devices.Select(d => !Revoked.ContainsKey(new DeviceId(d.DeviceId))) } });
    }

    /// <summary>Every chat is a channel.</summary>
    private Task<MembershipResult> MembershipAsync(MembershipQuery query, CancellationToken cancellation) => Task.FromResult(new MembershipResult
    {
        IsMember = { query.Members.Select(member => new ChatId(member.ChatId) != Foreign && !Removed.ContainsKey(new UserId(member.UserId))) },
        IsChannel = { query.Members.Select(_ => true) },
        FirstSeqs = { query.Members.Select(_ => 1L) },
    });

    private Task<HeadsResult> HeadsAsync(HeadsQuery query, CancellationToken cancellation)
    {
        var heads = _chats.Select(chat => new ChatHead { ChatId = chat.Key.Value, LastSeq = chat.Value.Count, Version = 1 }).ToArray();
        return Task.FromResult(new HeadsResult { Users = { query.Users.Select(_ => new UserHeads { AsOf = 5, Heads = { heads } }) } });
    }

    private async IAsyncEnumerable<SyncPage> SyncAsync(SyncQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.WaitAsync(cancellation);
        var cursors = query.Cursors.ToDictionary(cursor => new ChatId(cursor.ChatId), cursor => cursor.Seq);
        foreach (var (chat, messages) in _chats.Where(chat => !query.Only || cursors.ContainsKey(chat.Key)))
        {
            StoredMessage[] after;
            lock (messages)
                after = [.. messages.Where(message => message.Seq > cursors.GetValueOrDefault(chat))];
            if (after.Length > 0)
                yield return new SyncPage { ChatId = chat.Value, Messages = { after }, Last = true, Through = after[^1].Seq };
        }

        yield return new SyncPage();
    }
}
