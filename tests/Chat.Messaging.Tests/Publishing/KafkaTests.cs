using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Publishing;
using Chat.ServiceDefaults.Clients;
using Chat.Testing;
using Chat.Testing.Infrastructure;
using Confluent.Kafka;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Messaging.Tests.Publishing;

public sealed class KafkaTests(KafkaFixture kafka) : IClassFixture<KafkaFixture>
{
    private const int Partitions = 8;

    [Fact]
    public async Task Events_of_a_chat_are_in_one_partition_in_the_order_of_their_production()
    {
        using var host = Clients();
        var client = host.GetRequiredService<IProducer<byte[], byte[]>>();
        using var partitions = new TopicPartitions(EventTopic.Name, client, TimeProvider.System, NullLogger<TopicPartitions>.Instance);
        await partitions.StartAsync(CancellationToken.None);
        await Eventually.True(() => partitions.Count == Partitions);
        var producer = new EventProducer(client, partitions, NullLogger<EventProducer>.Instance);
        var ids = new IdGenerator(TimeProvider.System);
        ChatId[] chats = [.. Enumerable.Range(0, 40).Select(_ => ids.Next<ChatId>())];
        var open = 100;
        var failures = 0;

        for (var seq = 1; seq <= 100; seq++)
        {
            var events = new EventBatch { Events = { chats.Select(chat => EventOf(chat, seq)) } };
            producer.Produce(events, "00-trace", acknowledged =>
            {
                if (!acknowledged)
                    Interlocked.Increment(ref failures);
                Interlocked.Decrement(ref open);
            });
        }

        await Eventually.True(() => open == 0);
        Assert.Equal(0, failures);
        var read = await Task.Run(() => Read(host.GetRequiredService<IConsumer<byte[], byte[]>>(), chats.Length * 100));
        Assert.All(read, record => Assert.Equal("traceparent", record.Message.Headers[0].Key));
        // One record a partition and call, not one a chat.
        Assert.InRange(read.Count, 100, Partitions * 100);
        var byChat = read
            .SelectMany(record => EventBatch.Parser.ParseFrom(record.Message.Value).Events, (record, e) => (record.Partition, Event: e))
            .GroupBy(read => read.Event.ChatId)
            .ToArray();
        Assert.Equal(chats.Length, byChat.Length);
        Assert.All(byChat, chat =>
        {
            Assert.Single(chat.Select(read => read.Partition).Distinct());
            Assert.Equal(Enumerable.Range(1, 100).Select(seq => (long)seq), chat.Select(read => read.Event.Message.Seq));
        });
    }

    [Fact]
    public void A_batch_too_large_for_a_record_is_split_in_order()
    {
        var chat = new IdGenerator(TimeProvider.System).Next<ChatId>();
        var events = Enumerable.Range(1, 30).Select(seq =>
        {
            var large = EventOf(chat, seq);
            large.Message.Ciphertext = ByteString.CopyFrom(new byte[60_000]);
            return large;
        });

        var records = EventRecords.Of(events.Select(e => (e, (string?)null)), Partitions);

        Assert.Equal(4, records.Count);
        Assert.All(records, record => Assert.InRange(record.Value.Length, 1, 600_000));
        Assert.Equal(
            Enumerable.Range(1, 30).Select(seq => (long)seq),
            records.SelectMany(record => EventBatch.Parser.ParseFrom(record.Value).Events).Select(e => e.Message.Seq));
    }

    private static Event EventOf(ChatId chat, long seq) => new()
    {
        ChatId = chat.Value,
        MembershipVersion = 1,
        Message = new StoredMessage { ChatId = chat.Value, Seq = seq },
    };

    private static List<ConsumeResult<byte[], byte[]>> Read(IConsumer<byte[], byte[]> consumer, int count)
    {
        consumer.Assign(Enumerable.Range(0, Partitions).Select(partition => new TopicPartitionOffset(EventTopic.Name, partition, Offset.Beginning)));
        var records = new List<ConsumeResult<byte[], byte[]>>();
        for (var events = 0; events < count && consumer.Consume(TimeSpan.FromSeconds(10)) is { } record; records.Add(record))
            events += EventBatch.Parser.ParseFrom(record.Message.Value).Events.Count;
        return records;
    }

    private ServiceProvider Clients()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:kafka"] = kafka.ConnectionString });
        builder.AddChatKafkaProducer("kafka", PublishingRegistration.Configure);
        builder.AddChatKafkaConsumer("kafka", config => config.GroupId = "test", static (_, _) => { });
        return builder.Services.BuildServiceProvider();
    }
}
