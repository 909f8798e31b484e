using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Media;
using Chat.Messaging.Publishing;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Media;
using Chat.ServiceDefaults.Clients;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Chat.Messaging.Tests.Replicas;

/// <summary>What a replica of the service is made of, without its host: several can work on the same databases.</summary>
public sealed class Replica : IAsyncDisposable
{
    private readonly bool _hasRealWriter;

    public Replica(Shards shards, IConnectionMultiplexer redis, IShardWriter? writer = null)
    {
        _hasRealWriter = writer is null;
        Shards = shards;
        var outboxes = new Outboxes(shards, new StoredEvents());
        Outboxes = outboxes;
        Producer = RecordingProducer.Create();
        Partitions = new TopicPartitions(EventTopic.Name, Producer.Client, TimeProvider.System, NullLogger<TopicPartitions>.Instance) { Count = 8 };
        var events = new EventProducer(Producer.Client, Partitions, NullLogger<EventProducer>.Instance);
        Marks = new OutboxMarks(outboxes, events, TimeProvider.System, NullLogger<OutboxMarks>.Instance);
        StoredHeads = new StoredHeads(shards);
        Cache = new HeadCache(redis, TimeProvider.System);
        HeadWriter = new HeadWriter(Cache, TimeProvider.System, NullLogger<HeadWriter>.Instance);
        var refresh = new HeadRefresh(StoredHeads, HeadWriter);
        var directory = new DirectoryFollower(shards);
        Publisher = new OutboxPublisher(outboxes, Marks, events, directory, refresh, NullLogger<OutboxPublisher>.Instance);
        Sweeper = new OutboxSweeper(
            shards, outboxes, events, directory, refresh, TimeProvider.System, NullLogger<OutboxSweeper>.Instance);
        Heads = new ChatHeads(Cache, StoredHeads, HeadWriter, NullLogger<ChatHeads>.Instance);
        Media = new MediaStandIn(shards);
        Writes = new Writes(
            shards,
            writer ?? new PostgresShardWriter(TimeProvider.System),
            new CommittedWrites(Publisher, HeadWriter, new BusiestChats()),
            new SendClaims(Media, new KnownSends(shards, TimeProvider.System), NullLogger<SendClaims>.Instance),
            TimeProvider.System,
            NullLogger<Writes>.Instance);
    }

    public Shards Shards { get; }

    public Outboxes Outboxes { get; }

    public RecordingProducer Producer { get; }

    public TopicPartitions Partitions { get; }

    public OutboxMarks Marks { get; }

    public OutboxPublisher Publisher { get; }

    public OutboxSweeper Sweeper { get; }

    public HeadCache Cache { get; }

    public HeadWriter HeadWriter { get; }

    public StoredHeads StoredHeads { get; }

    public ChatHeads Heads { get; }

    public Writes Writes { get; }

    public MediaStandIn Media { get; }

    public static SendItem Send(ChatId chat, UserId sender, Guid? clientMsgId = null, string text = "cipher", MessageKind kind = MessageKind.Message, long refSeq = 0) => new()
    {
        ChatId = chat.Value,
        SenderId = sender.Value,
        DeviceId = sender.Value + 1,
        ClientMsgId = ByteString.CopyFrom((clientMsgId ?? Guid.NewGuid()).ToByteArray(bigEndian: true)),
        Ciphertext = ByteString.CopyFromUtf8(text),
        Kind = (int)kind,
        RefSeq = refSeq,
    };

    public async Task<IReadOnlyList<SendResult>> SendAsync(params SendItem[] items) =>
        (await WriteAsync(new WriteBatch { Sends = { items } })).Sends;

    public async Task<WatermarkResult> MarkAsync(ChatId chat, UserId user, long delivered = 0, long read = 0) =>
        (await WriteAsync(
            new WriteBatch { Watermarks = { new WatermarkItem { ChatId = chat.Value, UserId = user.Value, DeliveredSeq = delivered, ReadSeq = read } } }))
        .Watermarks[0];

    /// <summary>Ends when what follows the commit is done too: it comes after the answer, but before the lane's next batch,
    /// for which a stranger's watermark is enough.</summary>
    public async Task<WriteResult> WriteAsync(WriteBatch batch)
    {
        var result = await Writes.WriteAsync(batch, CancellationToken.None);
        if (_hasRealWriter)
        {
            var chats = batch.Sends.Select(send => send.ChatId).Concat(batch.Watermarks.Select(item => item.ChatId)).Distinct();
            var followers = chats.Select(chat => new WatermarkItem { ChatId = chat, UserId = 1, DeliveredSeq = 1 });
            await Writes.WriteAsync(new WriteBatch { Watermarks = { followers } }, CancellationToken.None);
        }

        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync();
        Partitions.Dispose();
        Marks.Dispose();
        Sweeper.Dispose();
        HeadWriter.Dispose();
    }
}
